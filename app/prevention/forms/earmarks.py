"""Forms of earmarks: what councils decided of them, who is responsible, and decisions about a year."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation, ValidationError

from app import clock
from app.admin.forms_of_settings import PerCentField
from app.billing.fields import MoneyField
from app.fields import DateField, EnumRadio
from app.forms import BaseForm, VersionedForm, area_field, row_id, text_field
from app.loose_numbers import holds_identity_number
from app.models.earmark import Earmark, EarmarkMunicipality
from app.policy.forms.fields import LinesField, PartForm, WholeField
from app.prevention.service.earmarks import (
    BudgetLine,
    CouncilDecision,
    EarmarkChange,
    MunicipalShare,
    NewEarmark,
)
from fees.earmark import EarmarkBasis, EarmarkExtent, EarmarkFilling, EarmarkSharing, Leftover
from fees.money import ZERO

FIRST_YEAR, LAST_YEAR = 2000, 2099
LONGEST_BODY, LONGEST_CASE, LONGEST_CODE, LONGEST_RULE = 80, 40, 20, 60
LONGEST_REASON = 2000
MOST_CONSULTED, LONGEST_CONSULTED = 20, 120
MOST_WEIGHT = 1_000_000
COUNCIL = _l("Kommunestyret")
CONSULTED = (_l("Oppvekst"), _l("Videregående skole"), _l("Helsestasjon for ungdom"))
"""Whom the joint plan names: proposed, never decided for anybody."""
MOST_MUNICIPALITIES = 40
NOTHING = 0


def above_nought(_form: Any, field: Any) -> None:
    """Refuse an amount of nothing or less, where something is typed."""
    if field.data is not None and field.data <= ZERO:
        raise StopValidation(_("Skriv et beløp over null."))


def not_to_come(_form: Any, field: Any) -> None:
    """Refuse a day that has not been."""
    if field.data is not None and field.data > clock.today():
        raise StopValidation(_("Den dagen har ikke vært ennå. Kontroller datoen."))


def year_field(label: Any, required: Any = None, **more: Any) -> WholeField:
    """A year with four digits."""
    return WholeField(label, required, least=FIRST_YEAR, most=LAST_YEAR, **more)


class ShareForm(PartForm):
    """An earmark in one municipality: its council's decision, its weight, its budget line."""

    municipality_id = HiddenField()
    joined = BooleanField(_l("Øremerkingen gjelder også denne kommunen"))
    body = text_field(_l("Vedtatt av"), longest=LONGEST_BODY)
    decided_on = DateField(_l("Vedtatt"), validators=[not_to_come])
    case_number = text_field(_l("Saksnummer"), longest=LONGEST_CASE)
    weight = WholeField(_l("Vekt i fordelingen"), most=MOST_WEIGHT)
    responsibility_code = text_field(_l("Ansvar"), longest=LONGEST_CODE)
    function_code = text_field(_l("Funksjon"), longest=LONGEST_CODE)
    project_code = text_field(_l("Prosjekt"), longest=LONGEST_CODE)

    def validate(self, extra_validators: Any = None) -> bool:
        """A municipality that the earmark belongs to has a decision of its own."""
        whole = bool(super().validate(extra_validators))
        if not self.joined.data:
            return True
        wanted = (
            (self.body, _("Skriv hvem som gjorde vedtaket.")),
            (self.decided_on, _("Skriv datoen for vedtaket.")),
            (self.case_number, _("Skriv saksnummeret til vedtaket.")),
        )
        for field, sentence in wanted:
            if not field.data and not field.errors:
                field.errors = [sentence]
                whole = False
        return whole

    @property
    def municipality(self) -> int:
        """Which municipality it is; a tampered one is none, and is refused."""
        try:
            return row_id(self.municipality_id.data)
        except ValueError:
            return NOTHING

    @property
    def share(self) -> MunicipalShare:
        """What was typed."""
        return MunicipalShare(
            municipality_id=self.municipality,
            decision=CouncilDecision(self.body.data, self.decided_on.data, self.case_number.data),
            weight=1 if self.weight.data is None else self.weight.data,
            responsibility_code=self.responsibility_code.data or "",
            function_code=self.function_code.data or "",
            project_code=self.project_code.data or "",
        )


def consulted_bodies(_form: Any, field: Any) -> None:
    """Refuse a list that no decision has, and a body whose name is none."""
    field.data = tuple(dict.fromkeys(field.data))
    if holds_identity_number("\n".join(field.data)):
        raise ValidationError(
            _("Her står det et fødselsnummer. Ta det bort, og skriv det bare i felt for fødselsnummer.")
        )
    if len(field.data) > MOST_CONSULTED or any(len(body) > LONGEST_CONSULTED for body in field.data):
        raise ValidationError(
            _(
                "Skriv høyst %(most)s instanser, hver med høyst %(longest)s tegn.",
                most=MOST_CONSULTED,
                longest=LONGEST_CONSULTED,
            )
        )


class TermsForm(VersionedForm):
    """What a decision may leave open, and a later one may settle."""

    sharing = EnumRadio(
        _l("Flere kommuner"),
        EarmarkSharing,
        _l("Velg om beløpet er for hver kommune eller felles."),
        default=EarmarkSharing.EACH,
    )
    leftover = EnumRadio(
        _l("Ubrukt ved årsslutt"),
        Leftover,
        _l("Velg hva som skjer med det som er ubrukt."),
        default=Leftover.NOT_DECIDED,
    )
    filling = EnumRadio(
        _l("Når midlene kan brukes"),
        EarmarkFilling,
        _l("Velg når midlene kan brukes."),
        default=EarmarkFilling.BUDGET,
    )
    last_year = year_field(_l("Siste år"), description=_l("Tomt når vedtaket gjelder til det blir endret."))
    consulted = LinesField(
        _l("Hvem det skal være samråd med"),
        description=_l("Én instans på hver linje. Tomt når vedtaket ikke krever samråd."),
        validators=[consulted_bodies],
    )


class EarmarkForm(TermsForm):
    """An earmark as councils decided it."""

    name = text_field(_l("Navn"), _l("Skriv et kort navn på øremerkingen."))
    purpose = text_field(
        _l("Formål"), _l("Skriv hva midlene kan brukes til, slik vedtaket sier det."), longest=400
    )
    basis = EnumRadio(
        _l("Hva binder midlene?"),
        EarmarkBasis,
        _l("Velg hva som binder midlene."),
        default=EarmarkBasis.COUNCIL,
    )
    basis_document = text_field(_l("Dokumentet som binder midlene"), longest=200)
    extent = EnumRadio(
        _l("Hvor mye?"), EarmarkExtent, _l("Velg hvor mye som er øremerket."), default=EarmarkExtent.AMOUNT
    )
    amount = MoneyField(_l("Beløp i året"), validators=[above_nought])
    share = PerCentField(_l("Andel av gebyrene"))
    key_basis = text_field(_l("Hva fordelingen bygger på"), longest=200)
    first_year = year_field(_l("Første år"), _l("Skriv det første året øremerkingen gjelder."))
    policy_rule = SelectField(_l("Regel i retningslinjene"), choices=[], default="")
    follows_id = SelectField(_l("Følger etter"), coerce=row_id, choices=[], default=NOTHING)
    shares = FieldList(FormField(ShareForm), max_entries=MOST_MUNICIPALITIES)

    def offer(
        self,
        *,
        rules: Sequence[tuple[str, str]],
        earlier: Sequence[tuple[int, str, int]],
        municipalities: Sequence[tuple[int, str]],
    ) -> None:
        """Offer the policy's rules, the earmarks that may be followed, and the municipalities, own first."""
        self.policy_rule.choices = [SelectChoice("", _l("Ingen")), *(SelectChoice(*rule) for rule in rules)]
        self.follows_id.choices = [
            SelectChoice(NOTHING, _l("Ingen tidligere øremerking")),
            *(
                SelectChoice(earmark_id, _("%(name)s fra %(year)s", name=name, year=str(year)))
                for earmark_id, name, year in earlier
            ),
        ]
        sent = {entry.form.municipality for entry in self.shares.entries}
        for municipality_id, _name in municipalities:
            if municipality_id not in sent and len(self.shares.entries) < MOST_MUNICIPALITIES:
                self.shares.append_entry(
                    {"municipality_id": municipality_id, "body": str(COUNCIL), "weight": 1}
                )
        own = municipalities[0][0]
        for entry in self.shares.entries:
            entry.form.joined.data = entry.form.joined.data or entry.form.municipality == own

    def named_shares(self, names: Mapping[int, str]) -> Iterator[tuple[ShareForm, str]]:
        """The part of each municipality with its name."""
        for entry in self.shares.entries:
            yield entry.form, names.get(entry.form.municipality, _("En annen kommune"))

    def validate_amount(self, field: Any) -> None:
        """An extent that is an amount has one."""
        if self.extent.data is EarmarkExtent.AMOUNT and field.data is None:
            raise ValidationError(_("Skriv hvor mye som er øremerket i året."))

    def validate_share(self, field: Any) -> None:
        """An extent that is a share has one."""
        if self.extent.data is EarmarkExtent.SHARE and field.data is None:
            raise ValidationError(_("Skriv hvor stor del av gebyrene som er øremerket."))

    def validate_basis_document(self, field: Any) -> None:
        """Money that others bind has the document that binds it; the council's own has none."""
        by_council = self.basis.data is EarmarkBasis.COUNCIL
        if by_council and field.data:
            raise ValidationError(
                _(
                    "Kommunestyrets egen øremerking binder ingen. Ta bort dokumentet, eller velg hva som"
                    " binder."
                )
            )
        if not by_council and not field.data:
            raise ValidationError(_("Skriv hvilket dokument som binder midlene, og dato for det."))

    def validate_last_year(self, field: Any) -> None:
        """The last year is not before the first."""
        if field.data and self.first_year.data and field.data < self.first_year.data:
            raise ValidationError(_("Siste år er før det første. Kontroller årene."))

    def new_earmark(self) -> NewEarmark:
        """What was typed."""
        return NewEarmark(
            name=self.name.data,
            purpose=self.purpose.data,
            extent=self.extent.data,
            first_year=self.first_year.data,
            shares=[entry.form.share for entry in self.shares.entries if entry.form.joined.data],
            amount=self.amount.data,
            share=self.share.data,
            basis=self.basis.data,
            basis_document=self.basis_document.data or "",
            sharing=self.sharing.data,
            key_basis=self.key_basis.data or "",
            leftover=self.leftover.data,
            filling=self.filling.data,
            last_year=self.last_year.data,
            consulted=self.consulted.data,
            policy_rule=self.policy_rule.data or "",
            follows_id=self.follows_id.data or None,
        )


class ChangeEarmarkForm(TermsForm):
    """What is settled later, when the money may be used, and one's own budget line."""

    responsibility_code = text_field(_l("Ansvar"), longest=LONGEST_CODE)
    function_code = text_field(_l("Funksjon"), longest=LONGEST_CODE)
    project_code = text_field(_l("Prosjekt"), longest=LONGEST_CODE)
    body = text_field(_l("Vedtatt av"), longest=LONGEST_BODY)
    decided_on = DateField(_l("Vedtatt"), validators=[not_to_come])
    case_number = text_field(_l("Saksnummer"), longest=LONGEST_CASE)

    @classmethod
    def of(cls, earmark: Earmark, own: EarmarkMunicipality, *, stored: bool = False) -> "ChangeEarmarkForm":
        """The form with what stands; `stored` leaves out what was typed."""
        more: dict[str, Any] = {"formdata": None} if stored else {}
        return cls(
            data={
                "version": earmark.edition,
                "sharing": earmark.sharing,
                "leftover": earmark.leftover,
                "filling": earmark.filling,
                "last_year": earmark.last_year,
                "consulted": [row.body for row in earmark.consulted],
                "responsibility_code": own.responsibility_code,
                "function_code": own.function_code,
                "project_code": own.project_code,
            },
            **more,
        )

    def validate_case_number(self, field: Any) -> None:
        """A decision is named whole or not at all."""
        parts = (self.body.data, self.decided_on.data, field.data)
        if any(parts) and not all(parts) and not self.decided_on.errors:
            raise ValidationError(_("Skriv både hvem som gjorde vedtaket, datoen og saksnummeret."))

    @property
    def change(self) -> EarmarkChange:
        """What holds for all municipalities."""
        return EarmarkChange(
            leftover=self.leftover.data,
            sharing=self.sharing.data,
            filling=self.filling.data,
            last_year=self.last_year.data,
            consulted=self.consulted.data,
        )

    @property
    def budget_line(self) -> BudgetLine:
        """The municipality's own budget line."""
        return BudgetLine(
            self.responsibility_code.data or "", self.function_code.data or "", self.project_code.data or ""
        )

    @property
    def decision(self) -> CouncilDecision | None:
        """The decision behind it, where there is one."""
        if not self.body.data:
            return None
        return CouncilDecision(self.body.data, self.decided_on.data, self.case_number.data)


class ResponsibleForm(BaseForm):
    """Who decides on the money from a day on."""

    title = text_field(_l("Tittel"), _l("Skriv tittelen, for eksempel helse- og sosialsjef."))
    user_id = SelectField(_l("Hvem har tittelen?"), coerce=row_id, choices=[], default=NOTHING)
    first_day = DateField(_l("Fra og med"), _l("Skriv dagen da ansvaret begynner."))

    def offer(self, people: Sequence[tuple[int, str]]) -> None:
        """Offer those who may decide."""
        self.user_id.choices = [
            SelectChoice(NOTHING, _l("Ingen med tilgang ennå")),
            *(SelectChoice(user_id, name) for user_id, name in people),
        ]


class DecisionForm(VersionedForm):
    """A decision about an earmark's year."""

    body = text_field(
        _l("Vedtatt av"), _l("Skriv hvem som gjorde vedtaket."), longest=LONGEST_BODY, default=COUNCIL
    )
    decided_on = DateField(_l("Vedtatt"), _l("Skriv datoen for vedtaket."), validators=[not_to_come])
    case_number = text_field(_l("Saksnummer"), _l("Skriv saksnummeret til vedtaket."), longest=LONGEST_CASE)

    @property
    def decision(self) -> CouncilDecision:
        """What was typed."""
        decided_on: date = self.decided_on.data
        return CouncilDecision(self.body.data, decided_on, self.case_number.data)


class AdjustYearForm(DecisionForm):
    """The amount that a later decision gives a year."""

    decided = MoneyField(_l("Nytt beløp for året"), _l("Skriv beløpet som er vedtatt."))
    reason = area_field(_l("Begrunnelse"), _l("Skriv hvorfor beløpet er endret."), longest=LONGEST_REASON)


class CloseYearForm(DecisionForm):
    """Where what is left of a year goes."""

    carried = MoneyField(_l("Settes av og overføres til neste år"))
    returned = MoneyField(_l("Inndras til fri disposisjon"))
    other = MoneyField(_l("Annen bruk"))
    other_use = text_field(_l("Hva det skal brukes til"), longest=200)
    reason = area_field(_l("Merknad"), longest=LONGEST_REASON)


class ReopenYearForm(DecisionForm):
    """Why a closing is undone."""

    reason = area_field(_l("Begrunnelse"), _l("Skriv hvorfor året åpnes igjen."), longest=LONGEST_REASON)


class LastMeetingForm(BaseForm):
    """The day of the council's last meeting of a year."""

    meeting_on = DateField(_l("Siste møte i kommunestyret"))
