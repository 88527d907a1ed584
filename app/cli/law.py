"""Questions to the law: periods, hours and deadlines. No database is asked."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import formats
from app.cli.arguments import Answer, Command, Given, Option, WrongInput
from app.cli.policy_hours import HoursAsked, HoursHere, hours_here, national_flags
from app.cli.sentences import questions
from app.labels import citation_text, enumeration, label
from licensing.deadlines import complaint_last_day, transfer_deadlines
from licensing.hours import national_hours
from licensing.law import Citation
from licensing.licences import AreaKind, Group, LicenceKind, Seller, VenueCategory
from licensing.periods import longest_period, valid_while_renewed
from licensing.service_hours import ServiceHours, clip

PLAIN_SIGNS = {0x00A0: " ", 0x2011: "-"}


def period(given: Given) -> Answer:
    """How long a licence may last, or how long the old one lasts while its renewal is decided."""
    granting = given.has("granted-on")
    renewing = given.has("ended-on") and given.has("renewal-decided-on")
    mixed = granting and (given.has("ended-on") or given.has("renewal-decided-on"))
    if granting == renewing or mixed or (renewing and given.has("first-day")):
        raise WrongInput("period_needs")
    return _longest(given) if granting else _renewed(given)


def _longest(given: Given) -> Answer:
    found = longest_period(
        given.day("granted-on"), given.day("first-day") if given.has("first-day") else None
    )
    law, ask = cited(found.citation), questions(found.questions)
    sentence = _(
        "Bevillingen kan vare fra %(first)s til og med %(last)s (%(law)s).",
        first=formats.long_date(found.first_day),
        last=formats.long_date(found.last_day),
        law=law,
    )
    return Answer(
        {"first_day": _iso(found.first_day), "last_day": _iso(found.last_day), "law": law, "ask": ask},
        (sentence, *ask),
    )


def _renewed(given: Given) -> Answer:
    found = valid_while_renewed(given.day("ended-on"), given.day("renewal-decided-on"))
    law = cited(found.citation)
    sentence = _(
        "Den gamle bevillingen gjelder til og med %(last)s (%(law)s).",
        last=formats.long_date(found.valid_to),
        law=law,
    )
    return Answer({"valid_to": _iso(found.valid_to), "law": law}, (sentence,))


def hours(given: Given) -> Answer:
    """The hours that the law gives a service day, and those that a policy in a file makes of them."""
    area = given.member("area", AreaKind) if given.has("area") else AreaKind.INDOOR
    category = given.member("category", VenueCategory) if given.has("category") else None
    kind, group, on = given.member("kind", LicenceKind), given.member("group", Group), given.day("on")
    seller = given.member("seller", Seller) if given.has("seller") else None
    found = national_hours(kind, group, on, seller=seller, flags=national_flags(given))
    in_force = clip(found.normal, found.limit)
    here = HoursHere(None, in_force.hours, in_force.clipped, (), ())
    if given.has("policy"):
        here = hours_here(given, HoursAsked(kind, group, on, seller, category, area), found)
    law, ask = cited(found.citation), [*questions(found.questions), *here.ask]
    facts = {
        "normal": _pair(found.normal),
        "limit": _pair(found.limit),
        "local": _pair(here.local),
        "in_force": _pair(here.in_force),
        "clipped": here.clipped,
        "rules": list(here.rules),
        "law": law,
        "ask": ask,
    }
    lines = [
        _(
            "%(kind)s, gruppe %(group)s, %(day)s (%(law)s):",
            kind=label(kind),
            group=int(group),
            day=formats.weekday_date(on),
            law=law,
        ),
        _("  Når kommunen ikke har bestemt noe: %(hours)s", hours=_span(found.normal)),
        _("  Det lengste kommunen kan bestemme: %(hours)s", hours=_span(found.limit)),
    ]
    if here.rules:
        rules = enumeration(here.rules)
        lines += [
            _("  Kommunens regel (%(rules)s): %(hours)s", rules=rules, hours=_span(here.local)),
            _("  Gjelder: %(hours)s", hours=_span(here.in_force)),
        ]
    return Answer(facts, (*lines, *ask))


def complaint(given: Given) -> Answer:
    """The last day for a complaint."""
    found = complaint_last_day(given.day("received"))
    law = cited(found.citation)
    sentence = _(
        "Siste dag for å klage er %(day)s (%(law)s).", day=formats.weekday_date(found.last_day), law=law
    )
    return Answer({"last_day": _iso(found.last_day), "law": law}, (sentence,))


def transfer(given: Given) -> Answer:
    """What must be applied for when a business changes hands, and how long it may go on."""
    agreed_on, taken_over_on = given.day("agreed"), given.day("taken-over")
    if taken_over_on < agreed_on:
        raise WrongInput(
            "transfer_backwards",
            agreed=formats.short_date(agreed_on),
            taken_over=formats.short_date(taken_over_on),
        )
    found = transfer_deadlines(agreed_on, taken_over_on)
    law = enumeration([cited(citation) for citation in found.citations])
    facts = {
        "alcohol_apply_by": _iso(found.alcohol_apply_by),
        "serving_place_apply_by": _iso(found.serving_place_apply_by),
        "run_until": _iso(found.run_until),
        "run_until_extended": _iso(found.run_until_extended),
        "law": law,
    }
    lines = (
        _("Søk om serveringsbevilling innen %(day)s.", day=formats.long_date(found.serving_place_apply_by)),
        _(
            "Søk om salgs- eller skjenkebevilling uten ugrunnet opphold, og senest %(day)s.",
            day=formats.long_date(found.alcohol_apply_by),
        ),
        _(
            "Driften kan gå videre til %(day)s, og med kommunens samtykke til %(extended)s.",
            day=formats.long_date(found.run_until),
            extended=formats.long_date(found.run_until_extended),
        ),
        f"({law})",
    )
    return Answer(facts, lines)


def cited(citation: Citation) -> str:
    """A section as a script reads it."""
    # Pages keep a citation on one line with signs that no script would search for.
    return citation_text(citation).translate(PLAIN_SIGNS)


def _iso(day: date) -> str:
    return day.isoformat()


def _pair(hours: ServiceHours | None) -> list[str] | None:
    return None if hours is None else list(hours.pair)


def _span(hours: ServiceHours | None) -> str:
    return _("stengt") if hours is None else formats.hours(hours)


COMMANDS = (
    Command(
        ("period",),
        period,
        _l("Hvor lenge en bevilling kan vare"),
        (
            Option("--granted-on"),
            Option("--first-day"),
            Option("--ended-on"),
            Option("--renewal-decided-on"),
        ),
    ),
    Command(
        ("hours",),
        hours,
        _l("Når det er lov å selge eller skjenke"),
        (
            Option("--kind", required=True),
            Option("--group", required=True),
            Option("--on", required=True),
            Option("--seller"),
            Option("--policy"),
            Option("--category"),
            Option("--area"),
            Option("--zone"),
            Option("--flag", many=True),
            Option("--municipality"),
        ),
    ),
    Command(
        ("deadline", "complaint"),
        complaint,
        _l("Siste dag for å klage"),
        (Option("--received", required=True),),
    ),
    Command(
        ("deadline", "transfer"),
        transfer,
        _l("Frister når et sted skifter eier"),
        (Option("--agreed", required=True), Option("--taken-over", required=True)),
    ),
)
