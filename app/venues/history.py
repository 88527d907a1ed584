"""What a venue page tells: the facts of the place, and its history over all its holders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from app import formats, labels
from app.licences.queries import PAST, LicenceLine
from app.models.venue import Venue
from app.venues.addresses import address_text
from app.venues.queries import CaseLine
from licensing.decisions import CaseResult

TONES = {CaseResult.REFUSE: "danger", CaseResult.GRANT: "success", CaseResult.PART_GRANT: "info"}


@dataclass(frozen=True)
class HistoryEvent:
    """Something that happened at a venue."""

    on: date
    text: str
    url: str
    url_label: str
    tone: str = "neutral"

    @property
    def time(self) -> str:
        """23.11.2026"""
        return formats.short_date(self.on)

    @property
    def iso(self) -> str:
        """2026-11-23"""
        return self.on.isoformat()


def venue_facts(venue: Venue) -> list[tuple[str, str | None]]:
    """What is known of a place, as pairs of label and text."""
    point = None
    if venue.latitude is not None and venue.longitude is not None:
        point = f"{venue.latitude:.5f}° N, {venue.longitude:.5f}° Ø".replace(".", ",")
    number = venue.sub_unit_number
    return [
        (_("Adresse"), address_text(venue.street_address, venue.postcode, venue.town)),
        (_("Type virksomhet"), labels.label(venue.category)),
        (_("Matrikkelnummer"), venue.cadastre or None),
        (_("Kartpunkt"), point),
        (_("Underenhet"), formats.organisation_number(number) if number else None),
    ]


def history_of(licences: Iterable[LicenceLine], cases: Iterable[CaseLine]) -> list[HistoryEvent]:
    """What has happened at a place, whoever the holder was, the latest first."""
    events = [event for line in licences for event in _licence_events(line)]
    events += [_case_event(line) for line in cases]
    return sorted(events, key=lambda event: event.on, reverse=True)


def _licence_events(line: LicenceLine) -> Iterable[HistoryEvent]:
    url = url_for("licences.show_licence", licence_id=line.id)
    if line.state in PAST:
        reason = f" ({line.end_reason_text})" if line.end_reason else ""
        yield HistoryEvent(
            line.last_day,
            _("Siste dag for bevillingen til %(holder)s%(reason)s.", holder=line.holder, reason=reason),
            url,
            line.number,
            "warning",
        )
    yield HistoryEvent(
        line.granted_on,
        _("%(holder)s fikk %(kind)s.", holder=line.holder, kind=_kind_and_groups(line)),
        url,
        line.number,
        "success",
    )


def _kind_and_groups(line: LicenceLine) -> str:
    kind = line.kind_label.lower()
    return f"{kind}, {line.groups_label.lower()}" if line.groups_label else kind


def _case_event(line: CaseLine) -> HistoryEvent:
    state = line.state_label.lower()
    if line.subject_label:
        text = _(
            "%(subject)s, %(holder)s: %(state)s.", subject=line.subject_label, holder=line.holder, state=state
        )
    else:
        text = _("Søknad fra %(holder)s: %(state)s.", holder=line.holder, state=state)
    return HistoryEvent(
        line.received_on,
        text,
        url_for("cases.show_case", case_id=line.id),
        _("Sak %(reference)s", reference=line.reference),
        TONES.get(line.result, "neutral") if line.result else "info",
    )
