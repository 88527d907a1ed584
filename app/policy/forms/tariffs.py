"""The part of a fee rule's form that tells a tariff: its method, its figures, and steps written as lines."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from app import formats
from app.events.fields import AmountField
from app.fields import TypedField
from app.forms import trimmed
from app.policy.form.fees import share_of, share_text
from app.policy.forms.fields import AlwaysOneOf, OneOf, PartForm
from licensing.tariffs import (
    LowTurnoverStep,
    Tariff,
    TariffFault,
    TariffMethod,
    TariffPer,
    TariffStep,
    faults_of,
)

MORE = "flere"
MOST_STEPS = 20
_LINE = re.compile(r"([^:]+):\s*(.+)")
_GUESTS = re.compile(r"\d{1,6}")
_SPACES = re.compile(r"[\s\u00a0]")
_KRONER = re.compile(r"(\d{1,9})(?:,(\d{2}))?(?:kr)?")

FAULTS: Mapping[TariffFault, Any] = {
    TariffFault.STEPS_MISSING: _l("Skriv trinnene, ett på hver linje."),
    TariffFault.STEP_WITHOUT_FIGURE: _l(
        "Skriv kroner på hver linje når gebyret går etter gjester, og en andel når det er en del av det"
        " ordinære gebyret."
    ),
    TariffFault.AMOUNT_MISSING: _l("Skriv beløpet."),
    TariffFault.SHARE_MISSING: _l("Skriv andelen, for eksempel 1/6."),
    TariffFault.SHARE_ABOVE_ALL: _l("Skriv en andel som er mer enn ingenting og høyst hele gebyret."),
    TariffFault.ADDITION: _l("Denne måten bruker ikke alt du har skrevet. Ta bort det som er til overs."),
}


def _ore(typed: str) -> int | None:
    found = _KRONER.fullmatch(_SPACES.sub("", typed).replace(".", ""))
    return None if found is None else int(found[1]) * 100 + int(found[2] or 0)


class ShareField(TypedField):
    """A part of something: 1/6, or 25 prosent."""

    def read(self, typed: str) -> Any:
        """The share of a text."""
        share = share_of(typed)
        if share is None:
            raise ValueError(_("Skriv en andel, for eksempel 1/6 eller 25 prosent."))
        return share

    def written(self, value: Any) -> str:
        """1/6"""
        return share_text(value)


class StepLinesField(TextAreaField):
    """Steps with one on each line; what was typed is kept and shown again when it cannot be read."""

    data: Any

    def process_data(self, value: Iterable[Any] | None) -> None:
        """The steps as they are."""
        self.data = tuple(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """The steps of the lines that hold something."""
        lines = str(trimmed(valuelist[0])).splitlines() if valuelist else []
        written = [" ".join(line.split()) for line in lines if line.strip()]
        self.data = ()
        if len(written) > MOST_STEPS:
            raise ValueError(_("Skriv høyst %(most)s trinn.", most=str(MOST_STEPS)))
        self.data = tuple(self.step(line) for line in written)

    def step(self, line: str) -> Any:
        """The step of a line. Raises `ValueError` with a sentence for the person."""
        raise NotImplementedError

    def line(self, step: Any) -> str:
        """A step as a person would type it."""
        raise NotImplementedError

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "\n".join(self.line(step) for step in self.data)


class GuestStepsField(StepLinesField):
    """Steps by guests: «150: 440», and «flere: 1 100» for any number."""

    def step(self, line: str) -> TariffStep:
        """The step of a line."""
        found = _LINE.fullmatch(line)
        if found is None:
            _unclear(line, _("150: 440"))
        reach, figure = _SPACES.sub("", found[1]).lower(), found[2]
        if reach != MORE and (not _GUESTS.fullmatch(reach) or int(reach) < 1):
            _unclear(line, _("150: 440"))
        guests = None if reach == MORE else int(reach)
        share = share_of(figure)
        ore = None if share is not None else _ore(figure)
        if share is None and ore is None:
            _unclear(line, _("150: 440"))
        return TariffStep(guests, ore, share)

    def line(self, step: TariffStep) -> str:
        """150: 440,00"""
        figure = share_text(step.share) if step.share is not None else formats.amount(step.amount_ore or 0)
        return f"{MORE if step.guests_to is None else step.guests_to}: {figure}"


class LowTurnoverField(StepLinesField):
    """Lower minimums: «1 500: 2 310», or a share of the minimum after the colon."""

    def step(self, line: str) -> LowTurnoverStep:
        """The step of a line."""
        found = _LINE.fullmatch(line)
        most = None if found is None else _ore(found[1])
        if found is None or most is None:
            _unclear(line, _("1 500: 2 310"))
        share = share_of(found[2])
        ore = None if share is not None else _ore(found[2])
        if share is None and ore is None:
            _unclear(line, _("1 500: 2 310"))
        return LowTurnoverStep(most, ore, share)

    def line(self, step: LowTurnoverStep) -> str:
        """1 500,00: 2 310,00"""
        lower = share_text(step.share) if step.share is not None else formats.amount(step.minimum_ore or 0)
        return f"{formats.amount(step.volume_fee_to_ore)}: {lower}"


def _unclear(line: str, example: str) -> NoReturn:
    raise ValueError(
        _("«%(line)s» kan ikke leses. Skriv hvert trinn slik: %(example)s.", line=line[:60], example=example)
    )


class TariffForm(PartForm):
    """A tariff of single occasions."""

    method = OneOf(_l("Hvordan gebyret regnes ut"), TariffMethod, empty=_l("Ett beløp, som over"))
    amount_ore = AmountField(_l("Beløp eller eget minstegebyr"))
    share = ShareField(_l("Andel av minstegebyret"))
    steps = GuestStepsField(_l("Trinn etter gjester"))
    per = AlwaysOneOf(_l("Gebyret gjelder for"), TariffPer)

    def validate(self, extra_validators: Any = None) -> bool:
        """A method with the figures that it needs, or nothing."""
        valid: bool = super().validate(extra_validators)
        given = any(field.data not in (None, ()) for field in (self.amount_ore, self.share, self.steps))
        if not self.method.data:
            if given and not self.method.errors:
                self.method.errors = [_("Velg hvordan gebyret regnes ut.")]
                valid = False
            return valid
        if valid and (faults := faults_of(self._read())):
            field: Any = {
                TariffFault.STEPS_MISSING: self.steps,
                TariffFault.STEP_WITHOUT_FIGURE: self.steps,
                TariffFault.AMOUNT_MISSING: self.amount_ore,
                TariffFault.SHARE_MISSING: self.share,
            }.get(faults[0], self.method)
            field.errors = [str(FAULTS[faults[0]])]
            return False
        return valid

    def _read(self) -> Tariff:
        return Tariff(self.method.data, self.amount_ore.data, self.share.data, self.steps.data, self.per.data)

    @property
    def tariff(self) -> Tariff | None:
        """What a valid part says."""
        return self._read() if self.method.data else None
