"""What is said when a yearly report cannot be as asked."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

REPORTS: Mapping[str, Text] = {
    "report_year_out_of_reach": _l("En årsmelding kan bare lages for årene %(first)s–%(last)s. Rett året."),
    "report_already_begun": _l("Årsmeldingen for %(year)s finnes allerede. Åpne den i listen."),
    "report_is_delivered": _l(
        "Årsmeldingen for %(year)s er levert og endres ikke. Lag et tillegg hvis noe må rettes."
    ),
    "report_not_delivered": _l("Årsmeldingen er ikke levert ennå. Lever den først."),
    "report_year_not_over": _l(
        "Årsmeldingen for %(year)s kan ikke leveres før året er omme. Lever den fra og med %(first_day)s."
    ),
    "report_chapter_missing": _l(
        "Kapitlet «%(report_chapter)s» er tomt, og planen krever det i årsmeldingen. Skriv kapitlet før du"
        " leverer."
    ),
    "supplement_under_way": _l(
        "Det skrives allerede et tillegg til årsmeldingen for %(year)s. Fortsett i det."
    ),
    "supplement_says_nothing": _l(
        "Tillegget sier ikke noe nytt: ingen tall er endret, og ingen kapitler er skrevet. Hent tallene på"
        " nytt, eller skriv det som skal legges til."
    ),
    "stop_before_delivery": _l(
        "Årsmeldingen ble levert %(delivered_on)s og kan ikke være behandlet før det. Rett datoen."
    ),
    "stop_in_the_future": _l(
        "Møtet %(met_on)s har ikke vært ennå. Registrer behandlingen når møtet er holdt."
    ),
    "stop_named_already": _l("%(title)s står allerede i listen. Registrer behandlingen der."),
    "police_figure_dated_ahead": _l(
        "Tallet kan ikke være fra %(dated_on)s, som ikke har vært ennå. Rett datoen."
    ),
    "police_figure_year_ahead": _l("Året %(year)s har ikke begynt. Rett året."),
    "police_figure_entered_already": _l(
        "«%(title)s» har allerede et tall for %(year)s. Åpne tallet i listen, og endre det der."
    ),
}
