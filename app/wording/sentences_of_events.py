"""The sentences of refusals in cases of events."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

EVENTS: Mapping[str, Text] = {
    "no_type_of_events": _l(
        "Et arrangement får bevilling for en enkelt anledning eller ambulerende bevilling%(law)s. Velg en av"
        " dem."
    ),
    "ambulatory_is_serving": _l(
        "Ambulerende bevilling gjelder bare skjenking%(law)s. Velg enkelt anledning for salg."
    ),
    "event_without_days": _l("Arrangementet har ingen dager med tid%(law)s. Skriv tiden for minst én dag."),
    "event_no_longer_changeable": _l(
        "Arrangementet kan ikke endres nå, for det er lagt fram et forslag eller fattet et vedtak%(law)s."
        " Send forslaget tilbake først."
    ),
    "notice_was_in_time": _l("Søknaden kom i tide. Kommunens frist var %(due_on)s."),
    "fee_above_limit": _l(
        "Gebyret er satt til %(fee_ore)s. For ambulerende bevilling kan det høyst være %(most_ore)s%(law)s."
        " Sett det ned."
    ),
}
