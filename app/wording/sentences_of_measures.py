"""What is said when measures and their tables cannot be as asked."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

MEASURES: Mapping[str, Text] = {
    "measure_is_used": _l(
        "«%(name)s» kan ikke tas ut, for kostnader, bruk av midler eller et tiltak i en annen plan hører til"
        " det. Flytt dem først."
    ),
    "measure_year_not_begun": _l(
        "Året %(year)s er ikke begynt, så det er ikke noe å følge opp. La det stå som planlagt."
    ),
    "measure_followed_up_after_today": _l(
        "%(day)s er ikke kommet ennå. Skriv dagen da tiltaket ble fulgt opp."
    ),
    "measure_without_evidence": _l("Skriv hva som ble gjort. Det brukes i årsmeldingen."),
    "measure_table_empty": _l(
        "Vi fant ingen rader. Marker hele tabellen i tekstbehandleren, kopier den og lim den inn her."
    ),
    "measure_table_too_long": _l("Tabellen har for mange rader. Lim inn høyst %(most)s tiltak om gangen."),
    "measure_table_without_years": _l(
        "Overskriftene har ingen år. Planen gjelder %(first)s–%(last)s; skriv årene over kolonnene."
    ),
    "measure_year_outside_plan": _l(
        "Kolonnen %(year)s er utenfor planen, som gjelder %(first)s–%(last)s. Ta den bort, eller endre"
        " årene i planen."
    ),
    "measure_row_short": _l(
        "Linje %(line)s («%(begins)s») har %(found)s celler, men tabellen har %(wanted)s. Sett inn tabulator"
        " der celler mangler."
    ),
    "measure_row_long": _l(
        "Linje %(line)s («%(begins)s») har %(found)s celler, men tabellen har %(wanted)s. Ta bort tabulator"
        " der det er for mange."
    ),
    "measure_title_missing": _l("Linje %(line)s mangler tiltak i første kolonne. Skriv hva tiltaket er."),
    "measure_cell_too_long": _l(
        "Linje %(line)s har en celle med for lang tekst. Forkort den til %(most)s tegn."
    ),
    "measure_table_has_problems": _l(
        "Tabellen kan ikke leses inn før alle radene kan leses. Rett teksten og se over på nytt."
    ),
}
