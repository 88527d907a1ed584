"""Words of criteria fixed beforehand: labels, refusals, values that cannot be used, and events."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Labels, Text
from licensing.criteria import CriteriaForm, LineSide

LABELS_OF_CRITERIA: Labels = {
    CriteriaForm: {
        CriteriaForm.PLAIN: _l("Oppfylt eller ikke"),
        CriteriaForm.WEIGHTED: _l("Poeng med vekt"),
    },
    LineSide: {
        LineSide.INSIDE: _l("Innenfor"),
        LineSide.TIED: _l("Likt på grensen"),
        LineSide.OUTSIDE: _l("Utenfor"),
        LineSide.PENDING: _l("Uavklart"),
    },
}
CRITERIA: Mapping[str, Text] = {
    "criteria_none": _l(
        "Kriteriene kan ikke låses, for det er ikke skrevet noen. De skal være fastsatt før søknadene"
        " kommer%(law)s. Legg inn kriteriene kommunestyret har vedtatt."
    ),
    "criteria_after_opening": _l(
        "Kriteriene kan ikke låses nå, for det har vært åpent for søknader siden %(opens_on)s. Kriterier skal"
        " være fastsatt på forhånd, så de ikke kan tilpasses noen%(law)s. Behandle søknadene uten rangering,"
        " eller rett åpningsdagen hvis den er feil."
    ),
    "criteria_not_decided": _l(
        "Kriteriene kan ikke låses uten dato og saksnummer for kommunestyrets vedtak%(law)s. Skriv begge."
    ),
    "criteria_decided_after_opening": _l(
        "Kriteriene kan ikke låses. Vedtaket er datert %(decided_on)s, etter at det åpnes for søknader"
        " %(opens_on)s%(law)s. Rett datoen, eller flytt åpningen til etter vedtaket."
    ),
    "criteria_decided_later": _l(
        "Kriteriene kan ikke låses ennå, for vedtaket er datert %(decided_on)s, etter i dag%(law)s. Rett"
        " datoen, eller vent til vedtaket er fattet."
    ),
    "criteria_locked_already": _l("Kriteriene er låst allerede%(law)s. Last siden på nytt."),
    "criteria_are_locked": _l(
        "Kriteriene er låst og kan ikke endres%(law)s. Nye kriterier må vedtas og låses i et eget sett, før"
        " det åpnes for søknader."
    ),
    "criteria_not_locked": _l(
        "Steder kan ikke få poeng før kriteriene er låst%(law)s. Lås kriteriene når kommunestyret har vedtatt"
        " dem."
    ),
    "criteria_form_is_used": _l(
        "Formen kan ikke endres når det er skrevet kriterier i settet. Ta bort kriteriene først."
    ),
    "criterion_weight": _l("Vekten skal være et helt tall fra 1 til %(most)s. Rett vekten."),
    "criterion_highest": _l("Høyeste poeng skal være et helt tall fra 1 til %(most)s. Rett tallet."),
    "criterion_of_plain_set": _l(
        "Kriteriene i dette settet er oppfylt eller ikke, og har ingen vekt. Ta bort vekt og poeng."
    ),
    "score_outside_criterion": _l("Kriterium %(number)s gir fra 0 til %(highest)s poeng. Rett poengene."),
    "score_of_another_set": _l("Poengene hører til et annet kriteriesett. Åpne skjemaet på nytt."),
    "score_needs_reason": _l("Kriterium %(number)s mangler grunn. Skriv hvorfor stedet får disse poengene."),
    "place_not_on_sheet": _l(
        "Stedet har verken bevilling av dette slaget eller en åpen søknad, så det skal ikke ha poeng her."
    ),
}
CRITERIA_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.CRITERIA_CHANGED: (_l("Utkast til kriterier endret: %(criteria_set)s."),),
    EventType.CRITERIA_LOCKED: (
        _l("Kriterier låst: %(criteria_set)s."),
        _l("Vedtatt %(decided_on)s, %(reference)s."),
        _l("Søknader fra %(opens_on)s."),
    ),
    EventType.CRITERION_SCORED: (
        _l("%(venue)s har fått poeng på kriterium %(numbers)s."),
        _l("Kriteriesett: %(criteria_set)s."),
    ),
}
