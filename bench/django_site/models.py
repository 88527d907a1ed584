"""Django models on the program's tables."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

SOON_DAYS = 7


class Municipality(models.Model):
    """A municipality."""

    class Meta:
        managed = False
        db_table = "municipalities"


class Identity(models.Model):
    """What a municipality is called from a day on."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="identities")
    name = models.CharField(max_length=80)
    first_day = models.DateField()

    class Meta:
        managed = False
        db_table = "municipality_identities"


class User(AbstractBaseUser):
    """A person who signs in."""

    password = models.CharField(max_length=200, db_column="password_hash")
    last_login = None
    email = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=120)
    active = models.BooleanField()

    USERNAME_FIELD = "email"

    class Meta:
        managed = False
        db_table = "users"


class Role(models.TextChoices):
    """What a person is in a municipality."""

    CASEWORKER = "caseworker", _l("Saksbehandler")


class Membership(models.Model):
    """One role of a person in one municipality."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(Municipality, models.CASCADE)
    role = models.CharField(max_length=40, choices=Role)

    class Meta:
        managed = False
        db_table = "memberships"


class Venue(models.Model):
    """A place."""

    name = models.CharField(max_length=120)

    class Meta:
        managed = False
        db_table = "venues"


class Holder(models.Model):
    """Who applies."""

    name = models.CharField(max_length=160)

    class Meta:
        managed = False
        db_table = "holders"


class State(models.TextChoices):
    """How far a case has come."""

    RECEIVED = "received", _l("Mottatt")
    INCOMPLETE = "incomplete", _l("Mangler opplysninger")
    AWAITING_STATEMENTS = "awaiting_statements", _l("Til uttalelse")
    READY = "ready", _l("Klar til vurdering")
    PROPOSED = "proposed", _l("Forslag klart")
    AT_BODY = "at_body", _l("Til politisk behandling")
    DECIDED = "decided", _l("Vedtatt – ikke sendt")
    SENT = "sent", _l("Vedtak sendt")
    GRANTED_NOT_USABLE = "granted_not_usable", _l("Innvilget – kan ikke tas i bruk ennå")
    USABLE = "usable", _l("Kan tas i bruk")
    UNDER_COMPLAINT = "under_complaint", _l("Under klagebehandling")
    CLOSED = "closed", _l("Avsluttet")


class Result(models.TextChoices):
    """What came of a case."""

    GRANT = "grant", _l("Innvilget")
    PART_GRANT = "part_grant", _l("Delvis innvilget")
    REFUSE = "refuse", _l("Avslått")
    DISMISS = "dismiss", _l("Avvist")
    RETRACTED = "retracted", _l("Trukket")


class Kind(models.TextChoices):
    """What is applied for."""

    SALE = "sale", _l("Salgsbevilling")
    SERVING = "serving", _l("Skjenkebevilling")


class Matter(models.TextChoices):
    """What a case is about, when it is no application for a licence."""

    EVENT = "event", _l("Arrangement")
    PEOPLE = "people", _l("Personer")
    TERMS = "terms", _l("Endring av bevilling")
    ENDING = "ending", _l("Opphør")


class Case(models.Model):
    """One matter."""

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    year = models.IntegerField()
    number = models.IntegerField()
    matter = models.CharField(max_length=40)
    state = models.CharField(max_length=40, choices=State)
    result = models.CharField(max_length=40, choices=Result, null=True)
    received_on = models.DateField()
    next_due_on = models.DateField(null=True)
    caseworker = models.ForeignKey(User, models.CASCADE)

    class Meta:
        managed = False
        db_table = "cases"

    @property
    def reference(self) -> str:
        """The number that people use."""
        return f"{self.year}/{self.number:04d}"

    def clock(self, today: date) -> dict[str, str] | None:
        """How the deadline stands."""
        if self.next_due_on is None:
            return None
        days = (self.next_due_on - today).days
        shown = date_format(self.next_due_on, "d.m.Y")
        if days < 0:
            text = ngettext("%(num)s dag over fristen", "%(num)s dager over fristen", -days) % {"num": -days}
            return {"text": text, "tone": "danger", "icon": "warning", "date": shown}
        tone = "warning" if days <= SOON_DAYS else "neutral"
        text = _("Frist om %(days)s dager") % {"days": days}
        if days < 2:
            text = _("Frist i morgen") if days else _("Frist i dag")
        return {"text": text, "tone": tone, "icon": "clock", "date": shown}


class Application(models.Model):
    """What is applied for in a case."""

    municipality = models.ForeignKey(Municipality, models.CASCADE)
    case = models.OneToOneField(Case, models.CASCADE, related_name="application")
    venue = models.ForeignKey(Venue, models.CASCADE)
    holder = models.ForeignKey(Holder, models.CASCADE)
    kind = models.CharField(max_length=40, choices=Kind)
    type = models.CharField(max_length=40)

    class Meta:
        managed = False
        db_table = "applications"
