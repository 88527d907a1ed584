"""Why something may be served or sold at a moment, or may not: a sentence for each ground."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import formats
from app.models.event import EventType
from app.wording.citations import citation_text
from app.wording.enums import Labels, Text
from app.wording.facts import fact_texts, fits, upper_first
from licensing.hours_in_force import Bound, HoursSource
from licensing.licences import LicenceKind
from licensing.pouring import Because, Ground

LABELS_OF_POURING: Labels = {
    EventType: {EventType.LICENCE_SUSPENDED: _l("Bevillingen er midlertidig inndratt")},
    HoursSource: {
        HoursSource.LICENCE: _l("Bevillingen"),
        HoursSource.DATED_TERM: _l("Vedtak for bestemte dager"),
        HoursSource.LOCAL: _l("Kommunens tider"),
        HoursSource.NORMAL: _l("Lovens normaltid"),
    },
    Bound: {
        Bound.LAW: _l("Lovens yttergrense"),
        Bound.OTHER_ALCOHOL: _l("Tiden for annen alkohol"),
    },
    Ground: {
        Ground.CLOCK_SKIPPED: _l("Klokken stilles fram"),
        Ground.CLOCK_REPEATED: _l("Klokken stilles tilbake"),
        Ground.SERVICE_DAY: _l("Skjenkedøgnet"),
        Ground.COVERED: _l("Bevillingen"),
        Ground.WITHIN_HOURS: _l("Innenfor tiden"),
        Ground.DATED_TERM: _l("Tid for bestemte dager"),
        Ground.LOCAL_HOURS: _l("Kommunens tider"),
        Ground.NORMAL_HOURS: _l("Lovens normaltid"),
        Ground.LAW_BOUND: _l("Lovens yttergrense"),
        Ground.OTHER_ALCOHOL_BOUND: _l("Annen alkohol"),
        Ground.LONGER_THAN_LOCAL: _l("Lengre enn kommunens tider"),
        Ground.CLOSED_COMPANY: _l("Sluttet selskap"),
        Ground.DELIVERY: _l("Utlevering"),
        Ground.TEMPORARY_ACT: _l("Midlertidig lov"),
        Ground.OVERNIGHT_GUESTS: _l("Overnattingsgjester"),
        Ground.SECOND_SHOWING: _l("Den gjentatte timen"),
        Ground.CLOCK_CHANGE_END: _l("Den gjentatte timen"),
        Ground.NO_LICENCE: _l("Ingen bevilling"),
        Ground.NOT_BEGUN: _l("Begynner senere"),
        Ground.EXPIRED: _l("Utløpt"),
        Ground.ENDED: _l("Opphørt"),
        Ground.NOT_USABLE: _l("Kan ikke tas i bruk ennå"),
        Ground.SUSPENDED: _l("Midlertidig inndratt"),
        Ground.GROUP_NOT_COVERED: _l("Gruppen er ikke med"),
        Ground.OUT_OF_SEASON: _l("Utenfor sesongen"),
        Ground.SALE_CLOSED: _l("Stengt for salg"),
        Ground.CLOSED_THAT_DAY: _l("Ingen tid denne dagen"),
        Ground.TOO_EARLY: _l("Før tiden"),
        Ground.TOO_LATE: _l("Etter tiden"),
        Ground.DRINKING_UP: _l("Tid til å drikke opp"),
        Ground.DRINKING_OVER: _l("Ingen tid til å drikke opp"),
    },
}

# The first sentence whose facts are all known is said.
SERVED: Mapping[Ground, tuple[Text, ...]] = {
    Ground.CLOCK_SKIPPED: (
        _l(
            "Denne tiden finnes ikke: klokken stilles fra 02.00 til 03.00 denne natten. Svaret gjelder"
            " øyeblikket den stilles."
        ),
    ),
    Ground.CLOCK_REPEATED: (
        _l("Klokken viser denne tiden to ganger denne natten. Svaret gjelder gang nummer %(showing)s."),
    ),
    Ground.SERVICE_DAY: (_l("Tidspunktet hører til skjenkedøgnet som begynte %(weekday)s."),),
    Ground.COVERED: (
        _l("%(holder)s har bevilling %(number)s for %(groups)s til og med %(last_day)s."),
        _l("%(holder)s har bevilling %(number)s til og med %(last_day)s."),
    ),
    Ground.WITHIN_HOURS: (_l("Skjenketiden%(where)s %(weekday)s er %(hours)s."),),
    Ground.DATED_TERM: (
        _l("Tiden er gitt for bestemte dager, som utvidet skjenketid for en enkelt anledning."),
    ),
    Ground.LOCAL_HOURS: (_l("Bevillingen har ingen egne tider. Kommunens tider er %(hours)s."),),
    Ground.NORMAL_HOURS: (
        _l(
            "Bevillingen har ingen egne tider, og kommunen har ikke bestemt noe. Da gjelder lovens normaltid,"
            " %(hours)s."
        ),
    ),
    Ground.LAW_BOUND: (_l("Loven åpner ikke for mer enn %(hours)s denne dagen."),),
    Ground.OTHER_ALCOHOL_BOUND: (
        _l("Gruppe 3 kan ikke skjenkes utenfor tiden for annen alkohol på stedet."),
    ),
    Ground.LONGER_THAN_LOCAL: (
        _l("Bevillingen går lenger enn kommunens egne tider, %(hours)s. Se hva vedtaket bygger på."),
    ),
    Ground.CLOSED_COMPANY: (
        _l(
            "Bevillingen gjelder bare sluttet selskap. Er det billetter, påmelding eller et vanlig"
            " medlemsmøte, er det ikke sluttet."
        ),
    ),
    Ground.TEMPORARY_ACT: (
        _l(
            "Viste stedet VM-kampene? En midlertidig lov gjaldt fra 29. mai til 19. juli 2026 og kan ha"
            " flyttet grensen til 06.00 for slike steder. Ordlyden er ikke bekreftet."
        ),
    ),
    Ground.OVERNIGHT_GUESTS: (
        _l("Gjester som overnatter på stedet, kan likevel få servert gruppe 1 og 2, uansett tid."),
    ),
    Ground.SECOND_SHOWING: (
        _l(
            "Andre gang klokken viser denne tiden, er svaret nei. Den gjentatte timen gir ingen ekstra"
            " skjenketid."
        ),
    ),
    Ground.CLOCK_CHANGE_END: (
        _l("Klokken er stilt tilbake. Den gjentatte timen gir ingen ekstra skjenketid."),
    ),
    Ground.NO_LICENCE: (_l("Ingen bevilling for %(kind)s dekker stedet %(weekday)s."),),
    Ground.NOT_BEGUN: (_l("Bevilling %(number)s til %(holder)s begynner først %(first_day)s."),),
    Ground.EXPIRED: (_l("Bevilling %(number)s til %(holder)s gikk ut %(last_day)s."),),
    Ground.ENDED: (
        _l("Siste dag for bevilling %(number)s til %(holder)s var %(last_day)s (%(reason)s)."),
        _l("Siste dag for bevilling %(number)s til %(holder)s var %(last_day)s."),
    ),
    Ground.NOT_USABLE: (
        _l("Bevilling %(number)s er gitt, men kan ikke tas i bruk før %(usable_from)s."),
        _l("Bevilling %(number)s er gitt, men bevillingsdokumentet er ikke utferdiget ennå."),
    ),
    Ground.SUSPENDED: (_l("Bevilling %(number)s er midlertidig inndratt til og med %(last_day)s."),),
    Ground.GROUP_NOT_COVERED: (
        _l("Bevilling %(number)s gjelder %(groups)s, ikke gruppe %(group)s."),
        _l("Bevilling %(number)s sier ikke hvilke grupper den gjelder. Gruppe %(group)s er ikke nevnt."),
    ),
    Ground.OUT_OF_SEASON: (
        _l("Bevilling %(number)s gjelder bare en del av året, og denne dagen ligger utenfor."),
    ),
    Ground.SALE_CLOSED: (
        _l(
            "Alkohol selges ikke på søndager, helligdager og 1. og 17. mai. Vinmonopolet holder også stengt"
            " julaften."
        ),
    ),
    Ground.CLOSED_THAT_DAY: (_l("Det er ingen skjenketid%(where)s %(weekday)s."),),
    Ground.TOO_EARLY: (_l("Skjenketiden%(where)s %(weekday)s er %(hours)s. Den har ikke begynt."),),
    Ground.TOO_LATE: (_l("Skjenketiden%(where)s %(weekday)s var %(hours)s. Den er slutt."),),
    Ground.DRINKING_UP: (
        _l("Gjestene%(where)s kan drikke opp det de har fått, i 30 minutter etter skjenketiden."),
    ),
    Ground.DRINKING_OVER: (_l("De 30 minuttene til å drikke opp%(where)s er også gått."),),
    Ground.DELIVERY: (
        _l("Utlevering følger samme tid, også hjemme hos kunden: det er når varen leveres ut, som teller."),
    ),
}
SOLD: Mapping[Ground, tuple[Text, ...]] = {
    Ground.WITHIN_HOURS: (_l("Salgstiden %(weekday)s er %(hours)s."),),
    Ground.TOO_EARLY: (_l("Salgstiden %(weekday)s er %(hours)s. Den har ikke begynt."),),
    Ground.TOO_LATE: (_l("Salgstiden %(weekday)s var %(hours)s. Den er slutt, også for utlevering."),),
    Ground.CLOSED_THAT_DAY: (_l("Det er ingen salgstid %(weekday)s."),),
    Ground.OTHER_ALCOHOL_BOUND: (
        _l("Vinmonopolet kan ikke selge lenger enn kommunens salgstid for annen alkohol."),
    ),
}


def because_text(reason: Because, kind: LicenceKind) -> str:
    """A reason as a sentence, with its section behind it."""
    known = fact_texts(reason.facts) | _weekday(reason) | {"where": _where(reason)}
    texts = (SOLD if kind is LicenceKind.SALE else {}).get(reason.ground) or SERVED[reason.ground]
    said = next(text for text in texts if fits(text, known))
    sentence = upper_first(str(said) % known)
    if reason.citation is None:
        return sentence
    return f"{sentence[:-1]} ({citation_text(reason.citation)})."


def _weekday(reason: Because) -> dict[str, str]:
    day = reason.facts.get("day")
    return {"weekday": formats.weekday_date(date.fromisoformat(str(day)))} if day else {}


def _where(reason: Because) -> str:
    """inne (Storstua, Loftet)"""
    words = fact_texts(reason.facts)
    if "area" not in words:
        return ""
    if "rooms" not in words:
        return f" {words['area']}"
    return _(" %(area)s (%(rooms)s)", area=words["area"], rooms=words["rooms"])
