"""The cells of a measures table: which verbs a text holds, its deadline, and whom it names as owners."""

from datetime import date

import pytest

from fees.measure_cells import begins_with_verb, due_day_of, owners_of, verbs_of
from fees.plans import MeasureVerb


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param("Videreføres", ("continue",), id="continue"),
        pytest.param("Videreføres og evalueres", ("continue", "evaluate"), id="continue and evaluate"),
        pytest.param("Evalueres og gjentas", ("evaluate", "repeat"), id="in the order of the text"),
        pytest.param("Gjennomføres", ("carry_out",), id="carry out"),
        pytest.param("Gjeninnføres", ("reintroduce",), id="reintroduce, not carry out"),
        pytest.param("Startes senest januar 2016", ("start",), id="start"),
        pytest.param("Søke tilskuddsmidler, evt. oppstart", ("apply_for_funds", "start"), id="funds, start"),
        pytest.param(
            "Søke om og tildele midler fra husbanken",
            ("apply_for_funds", "grant_funds"),
            id="funds both ways",
        ),
        pytest.param("Søke råd hos andre", (), id="not every search is for funds"),
        pytest.param("Utrede behov og evt. starte opp", ("study", "start"), id="study, start"),
        pytest.param("Videreføre og evt. utvide", ("continue", "widen"), id="widen"),
        pytest.param(
            "Videreføre kontakt med Røde Kors, kontakte andre for å kartlegge mulige samarbeidsområder",
            ("continue", "contact", "map"),
            id="a noun that begins like a verb is none",
        ),
        pytest.param("Kartlegge behov planlegges, oppstart", ("map", "plan", "start"), id="three verbs"),
        pytest.param("Kartlegge behov. Legge planer", ("map", "plan"), id="to make plans is to plan"),
        pytest.param("Fullføre registrering i Brukerplan.", ("complete",), id="complete"),
        pytest.param("Samarbeid med boligforvalter", ("cooperate",), id="cooperate"),
        pytest.param("Etablering av tilbud starter", ("establish", "start"), id="establish"),
        pytest.param("Vidareførast og evaluerast", ("continue", "evaluate"), id="in nynorsk, passive"),
        pytest.param(
            "Søkje tilskotsmidlar, greie ut behov, kartleggje og setje i gang",
            ("apply_for_funds", "study", "map", "start"),
            id="in nynorsk, to do",
        ),
        pytest.param("Evaluere og evt. justere", ("evaluate", "adjust"), id="adjust"),
        pytest.param("Evaluere og evt. endre tilbud", ("evaluate", "adjust"), id="change is to adjust"),
        pytest.param("VIDEREFØRES", ("continue",), id="letter case"),
        pytest.param("Se eget notat", (), id="no verb of the set"),
    ],
)
def test_a_text_holds_the_verbs_of_the_fixed_set(text: str, wanted: tuple[str, ...]) -> None:
    assert tuple(verb.value for verb in verbs_of(text)) == wanted


def test_every_verb_of_the_set_can_be_read() -> None:
    texts = (
        "videreføres evalueres gjennomføres gjentas gjeninnføres startes etableres søke midler; tildeles"
        " kartlegges fullføres utredes planlegges justeres utvides samarbeide kontakte"
    )
    assert set(verbs_of(texts)) == set(MeasureVerb)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Startes senest januar 2016", date(2016, 1, 31), id="a month: its last day"),
        pytest.param("Startes innen februar", date(2017, 2, 28), id="no year: that of the cell"),
        pytest.param("Innen utgangen av mai 2018", date(2018, 5, 31), id="the end of a month"),
        pytest.param("Frist 1. mars", date(2017, 3, 1), id="a day and a month"),
        pytest.param("senest 15.03.2018", date(2018, 3, 15), id="a date"),
        pytest.param("senest 31.02.2018", None, id="a day that is none"),
        pytest.param("Startes i januar", None, id="no deadline"),
        pytest.param("Videreføre fra 2016", None, id="a year alone"),
    ],
)
def test_a_deadline_is_read_where_the_text_gives_one(text: str, wanted: date | None) -> None:
    assert due_day_of(text, 2017) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("", (), id="nobody"),
        pytest.param("Eidskog kommune", ("Eidskog kommune",), id="one"),
        pytest.param(
            "SLT-koordinator, styringsgruppe og arbeidsgruppe",
            ("SLT-koordinator", "Styringsgruppe", "Arbeidsgruppe"),
            id="three",
        ),
        pytest.param(
            "Integrering og mestring og Frisklivsentralen",
            ("Integrering og mestring", "Frisklivsentralen"),
            id="a unit with an og in its name",
        ),
        pytest.param("Helse- og omsorgstjenesten og Nav", ("Helse- og omsorgstjenesten", "Nav"), id="hyphen"),
        pytest.param(
            "Integrering og mestring i samarbeid med andre tjenester",
            ("Integrering og mestring", "Andre tjenester"),
            id="together with",
        ),
        pytest.param("SLT-koordinator m.fl.", ("SLT-koordinator", "m.fl."), id="and others"),
        pytest.param("Skole, skole og Skole", ("Skole",), id="each once"),
        pytest.param(" , ; ", (), id="only what stands between"),
    ],
)
def test_owners_are_told_apart(text: str, wanted: tuple[str, ...]) -> None:
    assert owners_of(text) == wanted


def test_a_sentence_may_begin_with_a_verb() -> None:
    assert begins_with_verb("bolig Søke tilskuddsmidler", 6)
    assert not begins_with_verb("bolig Søke tilskuddsmidler", 0)
