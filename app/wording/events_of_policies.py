"""Events of the alcohol policy, as the list of events tells them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Labels, Text

LABELS_OF_POLICY_EVENTS: Labels = {
    EventType: {
        EventType.POLICY_BEGUN: _l("Ny utgave av retningslinjene"),
        EventType.POLICY_CHANGED: _l("Utkast til retningslinjer endret"),
        EventType.POLICY_DISCARDED: _l("Utkast til retningslinjer forkastet"),
        EventType.POLICY_ADOPTED: _l("Retningslinjer satt i kraft"),
        EventType.POLICY_ENDED: _l("Retningslinjer avløst"),
        EventType.POLICY_POINT_ANSWERED: _l("Punkt i kontrollen besvart"),
        EventType.POLICY_TRIED_OUT: _l("Retningslinjer prøvd ut"),
        EventType.VENUE_ZONED: _l("Sone for sted endret"),
        EventType.POLICY_FACT_ANSWERED: _l("Opplysning til retningslinjene registrert"),
        EventType.SPECIAL_GROUND_GIVEN: _l("Særlig grunn skrevet"),
        EventType.CRITERIA_CHANGED: _l("Kriterier for fornyelsen endret"),
        EventType.CRITERIA_LOCKED: _l("Kriterier for fornyelsen låst"),
        EventType.CRITERION_SCORED: _l("Poeng satt etter kriteriene"),
    },
}
POLICY_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.POLICY_BEGUN: (_l("Utkast laget: %(name)s, utgave %(number)s."),),
    EventType.POLICY_CHANGED: (_l("Utkastet %(name)s er endret."), _l("Regler: %(rules)s.")),
    EventType.POLICY_DISCARDED: (_l("Utkastet %(name)s er forkastet."),),
    EventType.POLICY_ADOPTED: (
        _l("%(name)s, utgave %(number)s, er satt i kraft fra %(first_day)s."),
        _l("Gjelder til og med %(last_day)s."),
        _l("Vedtatt: %(decided)s."),
    ),
    EventType.POLICY_ENDED: (
        _l("%(name)s, utgave %(number)s, er avløst."),
        _l("Siste dag er %(last_day)s."),
    ),
    EventType.VENUE_ZONED: (_l("Stedet er plassert i sone: %(zones)s."), _l("Grunnlag: %(basis)s.")),
}
