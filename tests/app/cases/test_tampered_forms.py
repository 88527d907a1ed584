"""Forms that no page of ours sends: each is answered with a page and a sentence, and stores nothing."""

import re
from datetime import timedelta

import pytest
from flask import url_for

from app.clock import today
from app.formats import short_date
from tests.app.cases.pages import hindrance, kept, lead, plain, sentences, unchanged
from tests.factories import case as cases
from tests.journeys.office import application_fields, fields_of

VERSIONS = ["abc", "-1", "", "0", "9" * 30, "9" * 5000, "1.0", "1; DROP TABLE cases", "²"]
CHANGED = "Saken ble endret mens du skrev."
CHOOSE = "Velg en av mulighetene som vises."


@pytest.fixture
def case_id(filling) -> int:
    """A case that waits for statements."""
    with filling() as (session, actor):
        case = cases.make_case(session, actor, received_on=today())
        return cases.ask(session, actor, case, today()).id


@pytest.fixture
def ready_id(filling) -> int:
    """A case that is assessed and can be proposed."""
    with filling() as (session, actor):
        ready = cases.make_ready(session, actor, on=today(), received_on=today(), serial=1)
        return cases.assessed(session, actor, ready, today()).id


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version[:12] or "empty")
def test_a_version_that_was_never_given_out_saves_nothing(client_as, case_id, filling, version) -> None:
    hold = unchanged(filling)
    client = client_as()
    sent = {"version": version, "reason": "Trukket på telefon."}

    answer = client.post(f"/saker/{case_id}/trekk", data=sent)

    assert answer.status_code == 409
    assert hindrance(answer).startswith(CHANGED)
    kept(answer, sent)
    button = client.post(f"/saker/{case_id}/vurder", data={"version": version})
    assert button.status_code == 409
    assert "Saken er endret av en annen etter at du åpnet siden" in lead(button)
    hold()


@pytest.mark.parametrize(
    "submission",
    ["", "x", "A" * 36, "a" * 35, "a" * 37, "a" * 36 + "\n", "../../../../../../../../etc/passwd/xxxx"],
)
def test_a_submission_that_was_never_given_out_registers_nothing(client_as, filling, submission) -> None:
    hold = unchanged(filling)
    answer = client_as().post("/saker/ny", data=application_fields(submission=submission))
    assert (answer.status_code, sentences(answer)) == (422, ["Åpne skjemaet på nytt."])
    hold()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("wanted", "serving:1,3", "Velg hva det søkes om."),
        ("wanted", "sale:3", "Velg hva det søkes om."),
        ("category", "spaceship", "Velg hva slags virksomhet det er."),
        ("holder_form", "robot", "Velg hva slags søker det er."),
        ("manager_tests", "all", CHOOSE),
    ],
)
def test_a_choice_that_is_not_offered_is_not_taken(client_as, filling, field, value, sentence) -> None:
    hold = unchanged(filling)
    sent = application_fields(**{field: value})
    answer = client_as().post("/saker/ny", data=sent)
    assert (answer.status_code, sentences(answer)) == (422, [sentence])
    kept(answer, sent, but=frozenset({field}))
    hold()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"groups": "1,3"}, CHOOSE),
        ({"groups": "1,2,3,4"}, CHOOSE),
        ({"outcome": "perhaps"}, "Velg hva du foreslår."),
        ({"library": ["999"]}, CHOOSE),
        ({"library": ["x"]}, CHOOSE),
        ({"last_day": "30.02.2027"}, "Datoen 30.02.2027 finnes ikke. Kontroller dag og måned."),
        ({"reasons": "x" * 40_001}, "Teksten er for lang. Skriv høyst 40000 tegn."),
    ],
)
def test_a_proposal_holds_only_what_may_be_chosen(client_as, ready_id, filling, changes, sentence) -> None:
    client = client_as()
    hold = unchanged(filling)
    sent = fields_of(client.get(f"/saker/{ready_id}/forslag").text) | changes
    answer = client.post(f"/saker/{ready_id}/forslag", data=sent)
    assert (answer.status_code, sentences(answer)) == (422, [sentence])
    kept(answer, sent, but=frozenset({"groups", "outcome", "library"}))
    hold()


def test_a_proposal_gives_no_more_groups_than_were_asked_for(client_as, filling) -> None:
    with filling() as (session, actor):
        one = cases.ALL_GROUPS[:1]
        ready = cases.make_ready(session, actor, on=today(), received_on=today(), groups=one)
        case_id = cases.assessed(session, actor, ready, today()).id
    client = client_as()
    sent = fields_of(client.get(f"/saker/{case_id}/forslag").text) | {"groups": "1,2,3"}
    answer = client.post(f"/saker/{case_id}/forslag", data=sent)
    assert (answer.status_code, sentences(answer)) == (422, [CHOOSE])


@pytest.mark.parametrize("lines", [0, 1, 30])
def test_an_answer_for_each_question_and_no_other(client_as, case_id, filling, lines) -> None:
    client = client_as()
    page = f"/saker/{case_id}/uttalelser/police"
    version = fields_of(client.get(page).text)["version"]
    hold = unchanged(filling)
    sent = {"version": version, "answered_on": short_date(today())}
    sent |= {f"answers-{line}-answer": "no_remark" for line in range(lines)}
    answer = client.post(page, data=sent)
    assert answer.status_code == 409
    assert hindrance(answer).startswith("Uttalelsen kan ikke lagres før alle spørsmålene har svar")
    hold()


def test_an_answer_that_is_none_is_not_taken(client_as, case_id, filling) -> None:
    client = client_as()
    page = f"/saker/{case_id}/uttalelser/police"
    sent = fields_of(client.get(page).text)
    questions = sorted({int(name.split("-")[1]) for name in sent if name.startswith("answers-")})
    hold = unchanged(filling)
    sent |= {f"answers-{line}-answer": "maybe" for line in questions}
    answer = client.post(page, data=sent)
    assert answer.status_code == 422
    assert len(sentences(answer)) == len(questions)
    assert all(line.endswith("Velg hva svaret var.") for line in sentences(answer))
    hold()


def test_a_body_that_is_none_has_no_page_and_cannot_be_asked(client_as, case_id, filling) -> None:
    client = client_as()
    assert client.get(f"/saker/{case_id}/uttalelser/brannvesenet").status_code == 404
    hold = unchanged(filling)
    sent = fields_of(client.get(f"/saker/{case_id}/uttalelser/ny").text) | {"bodies": ["brannvesenet"]}
    answer = client.post(f"/saker/{case_id}/uttalelser/ny", data=sent)
    assert (answer.status_code, sentences(answer)) == (422, [CHOOSE])
    hold()


@pytest.mark.parametrize("caseworker", ["0", "999999", "abc", "9" * 40])
def test_a_case_goes_to_nobody_who_is_not_a_caseworker_here(
    client_as, case_id, filling, world, caseworker
) -> None:
    client = client_as()
    hold = unchanged(filling)
    page = f"/saker/{case_id}/saksbehandler"
    for someone in (
        caseworker,
        str(world.someone("caseworker", "other").id),
        str(world.someone("reader").id),
    ):
        sent = fields_of(client.get(page).text) | {"caseworker": someone}
        answer = client.post(page, data=sent)
        assert (answer.status_code, sentences(answer)) == (422, [CHOOSE])
    hold()


@pytest.mark.parametrize(
    "number", ["0", "2147483648", "99999999999999999999", "-1", "1.5", "abc", "1e3", "%00"]
)
def test_a_number_that_no_case_has_leads_to_the_page_for_that(client_as, number) -> None:
    client = client_as()
    for address in (f"/saker/{number}", f"/saker/{number}/vedtak", f"/brev/{number}", f"/brev/{number}/pdf"):
        answer = client.get(address)
        if answer.status_code == 403:
            continue  # A caseworker decides nothing, in no case.
        assert answer.status_code == 404
        assert "Vi finner ikke siden" in answer.text


@pytest.mark.parametrize(
    "cursor", ["x", "1~", "~", "1~2026-13-45", "99999999999999999999~2026-01-01", "1~2026-01-01\x00", "-1~x"]
)
def test_a_place_in_the_list_that_is_none_gives_the_first_page(client_as, case_id, cursor) -> None:
    for name in ("etter", "foer"):
        answer = client_as().get("/saker", query_string={name: cursor, "tilstand": "\x00", "type": "øl"})
        assert answer.status_code == 200


def test_a_form_without_its_token_says_what_to_do(app, client_as, filling, case_id) -> None:
    client = client_as()
    page = f"/saker/{case_id}/trekk"
    form = fields_of(client.get(page).text)
    hold = unchanged(filling)
    app.config["WTF_CSRF_ENABLED"] = True
    for token in ({}, {"csrf_token": "made-up"}):
        answer = client.post(page, data=form | {"reason": "Trukket"} | token)
        assert answer.status_code == 400
        assert lead(answer) == (
            "Skjemaet har stått åpent for lenge. Gå tilbake, last siden på nytt, og send en gang til."
        )
    hold()
    whole = fields_of(client.get(page).text)
    assert whole["csrf_token"]
    assert client.post(page, data=whole | {"reason": "Trukket"}).status_code == 302


def test_every_form_of_a_case_carries_its_token(app, client_as, case_id) -> None:
    client = client_as()
    app.config["WTF_CSRF_ENABLED"] = True
    with app.test_request_context():
        addresses = [
            url_for(rule.endpoint, case_id=case_id)
            for rule in app.url_map.iter_rules()
            if rule.arguments == {"case_id"} and {"GET", "POST"} <= (rule.methods or set())
        ]
    for address in addresses:
        answer = client.get(address)
        if answer.status_code == 403:
            continue  # Another role's page; the role tests open each with each.
        for form in re.findall(r'<form[^>]*method="post".*?</form>', answer.text, re.DOTALL):
            assert 'name="csrf_token"' in form, address


def test_a_refused_button_leads_back_to_a_page_that_exists(client_as, case_id, filling) -> None:
    client = client_as()
    hold = unchanged(filling)
    version = fields_of(client.get(f"/saker/{case_id}/trekk").text)["version"]
    for button in ("vurder", "avslutt", "uttalelser/police/taushet", "uttalelser/social_service/paminnelse"):
        answer = client.post(f"/saker/{case_id}/{button}", data={"version": version})
        assert answer.status_code == 409, button
        back = re.findall(r'<a class="ds-link" href="([^"]+)">', answer.text)[-1]
        assert client.get(back).status_code == 200, (button, back)
    hold()


def test_a_form_too_big_for_any_text_is_refused(client_as, filling) -> None:
    hold = unchanged(filling)
    head, tail = b'--g\r\nContent-Disposition: form-data; name="concept"\r\n\r\n', b"\r\n--g--\r\n"
    answer = client_as().post(
        "/saker/ny", data=head + b"x" * 3_000_000 + tail, content_type="multipart/form-data; boundary=g"
    )
    assert answer.status_code == 413
    assert "Gå tilbake" in plain(answer.text)
    hold()


def test_the_same_act_sent_twice_is_done_once(client_as, case_id, filling) -> None:
    client = client_as()
    page = f"/saker/{case_id}/opplysninger/etterspor"
    due = short_date(today() + timedelta(days=14))
    sent = fields_of(client.get(page).text) | {"text": "Plantegning", "due_on": due}
    assert client.post(page, data=sent).status_code == 302
    hold = unchanged(filling)
    again = client.post(page, data=sent)
    assert again.status_code == 409
    assert hindrance(again).startswith(CHANGED)
    kept(again, sent)
    hold()
