"""An application typed wrongly: each slip has its sentence, all that was typed is kept, nothing is stored."""

from datetime import date

import pytest

from app.clock import today
from app.formats import short_date
from tests.app.cases.pages import hindrance, kept, plain, sentences, unchanged
from tests.journeys.office import Office, application_fields, identity

OWNER = identity(date(1970, 1, 20))
TOO_LONG = "Teksten er for lang. Skriv høyst 120 tegn."
TYPED_WRONGLY = [
    pytest.param(
        {"holder_number": "311000013"},
        "Organisasjonsnummeret stemmer ikke. Ett eller flere sifre er feil. Slå opp i Enhetsregisteret og"
        " skriv det på nytt.",
        id="organisation number with a wrong digit",
    ),
    pytest.param(
        {"holder_number": "31100001"},
        "Et organisasjonsnummer har ni sifre. Skriv for eksempel 923 609 016.",
        id="organisation number with eight digits",
    ),
    pytest.param(
        {"holder_form": "founding"},
        "Et selskap under stiftelse har ikke organisasjonsnummer ennå. La feltet stå tomt.",
        id="a number before the company is founded",
    ),
    pytest.param(
        {"holder_form": "person", "holder_number": identity(date(1970, 1, 20))[:-1]},
        "Et fødselsnummer eller D-nummer har elleve sifre. Skriv bare sifrene.",
        id="a person's number with ten digits",
    ),
    pytest.param(
        {"holder_number": ""},
        "Skriv organisasjonsnummeret, eller fødselsnummeret til en person.",
        id="no number",
    ),
    pytest.param(
        {"received_on": "23.11.1026"},
        "Året 1026 kan ikke stemme. Kontroller datoen og skriv den på nytt.",
        id="the year 1026",
    ),
    pytest.param(
        {"received_on": "31.02.2026"},
        "Datoen 31.02.2026 finnes ikke. Kontroller dag og måned.",
        id="31 February",
    ),
    pytest.param(
        {"received_on": "i går"},
        "Skriv datoen som dag, måned og år, for eksempel 23.11.2026.",
        id="a date in words",
    ),
    pytest.param(
        {"received_on": short_date(date(2099, 1, 1))},
        "Søknaden kan ikke ha kommet etter i dag. Rett datoen.",
        id="an application from the future",
    ),
    pytest.param({"holder_name": "Ø" * 10_000}, TOO_LONG, id="10 000 characters in a name"),
    pytest.param({"venue_name": "Ø" * 121}, TOO_LONG, id="121 characters in a name"),
    pytest.param(
        {"venue_address": "K" * 10_000 + " 12, 7374 Røros"},
        "Adressen er for lang. Skriv gate og nummer, postnummer og poststed.",
        id="10 000 characters in an address",
    ),
    pytest.param(
        {"venue_address": "Kjerkgata 12"},
        "Skriv adressen med postnummer og sted, for eksempel Kjerkgata 12, 7374 Røros.",
        id="an address without a postcode",
    ),
    pytest.param(
        {"indoor": "25.99–x"},
        "Skriv tiden som fra og til, for eksempel 11.00–02.00.",
        id="hours that are none",
    ),
    pytest.param(
        {"indoor": "25.99–26.00"},
        "Klokkeslettet «25:99» kan ikke leses. Skriv for eksempel 10.00.",
        id="a time that no clock shows",
    ),
    pytest.param(
        {"outdoor": "11.00–22.00", "rooms": "Storstua"},
        "Det er søkt om tid ute. Skriv hvilket uteområde det gjelder.",
        id="hours outdoors without a place outdoors",
    ),
    pytest.param(
        {"rooms": "\n".join(f"Rom {number}" for number in range(31)) + "\nUte: Gård"},
        "Det er for mange linjer. Skriv høyst 30 lokaler.",
        id="more rooms than a house has",
    ),
    pytest.param({"rooms": "", "outdoor": ""}, "Skriv minst ett lokale.", id="no room"),
    pytest.param(
        {"manager_identity": "15048799999"},
        "Fødselsnummeret stemmer ikke. Ett eller flere sifre er feil. Sjekk nummeret og skriv det på nytt.",
        id="identity number with a wrong control digit",
    ),
    pytest.param(
        {"manager_name": ""},
        "Skriv navnet til den som har fødselsnummeret.",
        id="a number without a name",
    ),
    pytest.param(
        {"deputy_identity": ""},
        "Skriv fødselsnummeret til Oppdiktet Stedfortreder.",
        id="a name without a number",
    ),
    pytest.param(
        {"influence": f"{OWNER} Oppdiktet Eier\nAndre Eier"},
        "Linje 2: Skriv ett fødselsnummer og ett navn.",
        id="a person of influence without a number",
    ),
    pytest.param(
        {"influence": f"{OWNER} Oppdiktet Eier {identity(date(1970, 1, 21))}"},
        "Linje 1: Skriv ett fødselsnummer og ett navn.",
        id="two numbers on one line",
    ),
    pytest.param(
        {"influence": f"{OWNER} " + "Ø" * 121},
        "Linje 1: Navnet er for langt. Skriv høyst 120 tegn.",
        id="a long name on a line",
    ),
    pytest.param(
        {"influence": f"{OWNER[:-1]}0 Eier" if OWNER[-1] != "0" else f"{OWNER[:-1]}1 Eier"},
        "Linje 1: Fødselsnummeret stemmer ikke. Ett eller flere sifre er feil. Sjekk nummeret og skriv det på"
        " nytt.",
        id="a wrong number on a line",
    ),
    pytest.param(
        {"concept": f"Drives av {OWNER[:6]} {OWNER[6:]}."},
        "Her står det et fødselsnummer. Ta det bort, og skriv det bare i felt for fødselsnummer.",
        id="an identity number in a free text",
    ),
    pytest.param({"wanted": ""}, "Velg hva det søkes om.", id="nothing applied for"),
]


@pytest.mark.parametrize(("changes", "sentence"), TYPED_WRONGLY)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client_as, filling, changes, sentence) -> None:
    hold = unchanged(filling)
    sent = application_fields(**changes)

    answer = client_as().post("/saker/ny", data=sent)

    assert answer.status_code == 422
    assert sentences(answer) == [sentence]
    kept(answer, sent)
    hold()


def test_everything_that_is_wrong_is_said_at_once(client_as, filling) -> None:
    hold = unchanged(filling)
    answer = client_as().post("/saker/ny", data={"holder_form": "company", "submission": ""})
    assert answer.status_code == 422
    assert set(sentences(answer)) == {
        "Åpne skjemaet på nytt.",
        "Skriv datoen da søknaden kom.",
        "Skriv organisasjonsnummeret, eller fødselsnummeret til en person.",
        "Skriv navnet på den som søker.",
        "Skriv navnet på stedet.",
        "Skriv adressen til stedet.",
        "Skriv minst ett lokale.",
        "Velg hva det søkes om.",
        "Skriv tiden det søkes om inne.",
        "Velg hva slags virksomhet det er.",
    }
    hold()


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"holder_name": "Ø" * 120, "venue_name": "Å" * 120}, id="names as long as they may be"),
        pytest.param({"rooms": "Å" * 80 + "\nUte: " + "Æ" * 75}, id="rooms with long names"),
        pytest.param({"venue_address": f"{'Ø' * 116} 12, 7374 {'Å' * 60}"}, id="a long address"),
        pytest.param({"holder_name": "Ølhallen 🍺 Sámi Šibitdat AS"}, id="letters of many kinds"),
        pytest.param({"holder_number": " 311 000 012 "}, id="a number with spaces"),
        pytest.param({"indoor": "11-01", "outdoor": "11:00 til 23:00"}, id="hours as people write them"),
    ],
)
def test_what_is_unusual_but_right_is_taken(client_as, changes) -> None:
    answer = client_as().post("/saker/ny", data=application_fields(**changes))
    assert answer.status_code == 302, sentences(answer)


@pytest.mark.parametrize(
    "field", ["holder_name", "venue_name", "venue_address", "concept", "rooms", "indoor"]
)
def test_control_characters_are_left_out(client_as, field) -> None:
    client = client_as()
    typed = application_fields()
    typed[field] = "\x00" + typed[field][:3] + "\x07\u202e" + typed[field][3:] + "\x1b"
    answer = client.post("/saker/ny", data=typed)
    assert answer.status_code == 302, sentences(answer)
    page = client.get(answer.location).text
    assert not set("\x00\x07\u202e\x1b") & set(page)
    assert "Gruvelykta AS" in page


def test_a_manager_of_nineteen_can_be_registered_but_not_granted(client_as, filling) -> None:
    office = Office(client_as(), client_as("decider"))
    on = today()
    nineteen = identity(date(on.year - 19, 1, 5))
    for act in (
        office.register(manager_identity=nineteen),
        office.ask(),
        office.record("police"),
        office.record("social_service"),
        office.assess(),
    ):
        assert act.status_code == 302, act.text
    finding = (
        "Styrer Oppdiktet Styrer er 19 år. Styrer må være over 20 år (alkoholloven § 1-7c). Søknaden kan"
        " registreres, men ikke innvilges."
    )
    assert finding in plain(office.caseworker.get(office.case_url + "/vurdering").text)
    hold = unchanged(filling)
    sent = office.drafted() | {
        "outcome": "grant",
        "deviation": "Vi synes dette går bra.",
        "indoor_ordinary": "11.00–01.00",
        "indoor_other": "11.00–01.00",
        "outdoor_ordinary": "11.00–23.00",
        "outdoor_other": "11.00–23.00",
        "reasons": "Søkeren er flink.",
    }

    answer = office.caseworker.post(office.case_url + "/forslag", data=sent)

    assert answer.status_code == 409
    assert hindrance(answer) == (
        "Dette vedtaket kan ikke fattes slik saken står. Grunnen er at styrer eller stedfortreder ikke"
        " oppfyller alderskravet (alkoholloven § 1-7c). Foreslå avslag, eller få forholdet rettet og vurder"
        " søknaden på nytt."
    )
    kept(answer, sent)
    hold()
