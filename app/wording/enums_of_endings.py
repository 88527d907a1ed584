"""Labels of what ends a licence, and what becomes of it; and the questions that no source settles."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.letters.facts import LetterKind
from app.models.event import EventType
from app.wording.enums import Labels, Text
from licensing.endings import Effect, TransferKind

LABELS_OF_ENDINGS: Labels = {
    EventType: {
        EventType.LICENCE_ENDED: _l("Bevilling opphørt"),
        EventType.ENDING_UNDONE: _l("Opphør angret"),
        EventType.TRANSFER_EXTENDED: _l("Drift etter overdragelse forlenget"),
        EventType.PLACE_LICENCE_CHANGED: _l("Serveringsbevilling endret"),
    },
    LetterKind: {
        LetterKind.CHANGE_GRANT: _l("Endring innvilget"),
        LetterKind.CHANGE_REFUSAL: _l("Avslag på endring"),
        LetterKind.TRANSFER_NOTICE: _l("Brev om overdragelse"),
        LetterKind.ENDING: _l("Brev om opphør"),
    },
    TransferKind: {
        TransferKind.BUSINESS: _l("Virksomheten er overdratt"),
        TransferKind.SHARES: _l("Aksjer eller andeler er overdratt"),
        TransferKind.COMPANY_FORM: _l("Selskapsformen er endret"),
        TransferKind.MERGER: _l("Fusjon"),
        TransferKind.DEMERGER: _l("Fisjon"),
        TransferKind.LEASE: _l("Bare ny leieavtale"),
    },
    Effect: {
        Effect.CONTINUES: _l("Består"),
        Effect.RUNS_UNTIL: _l("Brukes videre en tid"),
        Effect.RUNS_UNTIL_DECIDED: _l("Til søknaden er avgjort"),
        Effect.AWAITS_APPLICATION: _l("Venter på søknaden"),
        Effect.LAPSES: _l("Faller bort"),
        Effect.MAY_BE_WITHDRAWN: _l("Kan trekkes tilbake"),
        Effect.ASK: _l("Må avklares"),
    },
}

# What is asked of a person, with where it comes from: the source stands beside the question.
ENDING_QUESTIONS: Mapping[str, Text] = {
    "share_unknown": _l(
        "Hvor stor andel er overdratt? Er hele eller en dominerende andel overdratt, regnes det som"
        " overdragelse (alkoholloven § 1-10)."
    ),
    "dominating_share_open": _l(
        "Er dette en dominerende andel? Alkoholloven § 1-10 sier ikke hvor grensen går, og kommunen har ikke"
        " satt noen. Vurder det konkret, og svar under."
    ),
    "dominating_share_set": _l(
        "Grensen for en dominerende andel er kommunens egen. Alkoholloven § 1-10 gir ikke noe tall."
    ),
    "share_after_unknown": _l(
        "Får den nye eieren mer enn halvparten av andelene? Da regnes det som overdragelse etter"
        " serveringsloven § 22."
    ),
    "counts_in_practice": _l(
        "Regnes dette som overdragelse? Loven sier det ikke. Kommuner regner endret selskapsform, fusjon og"
        " fisjon som overdragelse (praksis i Nordre Land, Nes og Bærum)."
    ),
    "lease_is_no_transfer": _l(
        "En ny leieavtale alene regnes ikke som overdragelse (praksis i Nes og Bærum). Har virksomheten også"
        " skiftet eier, svarer du ja under."
    ),
    "told_and_applied_awaited": _l(
        "Kommunen må ha fått melding, og den nye eieren må søke uten ugrunnet opphold og innen fristen."
        " Ellers er bevillingen bortfalt fra overtakelsen (alkoholloven § 1-10)."
    ),
    "undue_delay": _l(
        "Kom søknaden uten ugrunnet opphold? 30 dager er den ytterste fristen og ikke nok alene (alkoholloven"
        " § 1-10). Vurder det, og svar under."
    ),
    "place_application_awaited": _l(
        "Ny serveringsbevilling må være søkt om innen 30 dager etter at avtalen ble inngått (serveringsloven"
        " § 22)."
    ),
    "more_time_in_special_cases": _l(
        "Er det særlige grunner til å gi lengre tid til å søke? Det kan kommunen gjøre (serveringsloven"
        " § 22)."
    ),
    "surrender_by_notice": _l(
        "Loven sier ikke noe om oppsigelse. Vi bruker dagen som bevillingshaveren har skrevet i meldingen."
    ),
    "estate_must_tell": _l(
        "Boet kan drive videre i tre måneder bare når kommunen har fått melding (alkoholloven § 1-10)."
    ),
    "estate_told_late": _l("Meldingen kom etter at de tre månedene var ute (alkoholloven § 1-10)."),
    "estate_longer_with_permission": _l(
        "Boet kan drive serveringsstedet lenger enn ett år hvis kommunen samtykker (serveringsloven § 24)."
    ),
    "estate_continues": _l(
        "Vil konkursboet drive serveringsstedet videre? Boet velger (serveringsloven § 23)."
    ),
    "estate_must_report": _l(
        "Boet skal melde fra til kommunen om at det driver videre (serveringsloven § 23)."
    ),
    "excuse_to_judge": _l(
        "Skyldes det en hindring utenfor bevillingshaverens kontroll, og er det sannsynlig at stedet åpner"
        " igjen innen rimelig tid? Da kan bevillingen ikke trekkes tilbake (alkoholforskriften § 10-7)."
    ),
}


def ending_questions(codes: tuple[str, ...]) -> list[str]:
    """What a person must judge, in words."""
    return [str(ENDING_QUESTIONS[code]) for code in codes]
