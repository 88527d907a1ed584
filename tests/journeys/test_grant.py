"""A grant, from the application to the licence document, through the pages alone."""

from tests.journeys.office import Office


def test_an_application_becomes_a_licence(client_as) -> None:
    office = Office(client_as("caseworker"), client_as("decider"))
    answer = office.register()
    assert answer.status_code == 302, answer.text
    for act in (
        office.ask(),
        office.record("police"),
        office.record("social_service"),
    ):
        assert act.status_code == 302, act.text
    assert office.assess().status_code == 302
    answer = office.propose()
    assert answer.status_code == 302, answer.text
    answer = office.decide()
    assert answer.status_code == 302, answer.text
    assert "Vedtatt – ikke sendt" in office.page()
