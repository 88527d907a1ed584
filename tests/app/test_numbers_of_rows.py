"""Numbers of rows in forms and addresses that no row can have: asked for anew or not found, never a fault."""

import pytest

HUGE = ["2147483648", "99999999999", "9" * 30, "9" * 5000]


@pytest.mark.parametrize("number", HUGE)
@pytest.mark.parametrize("field", ["oppgaver", "bare"])
def test_a_task_with_an_impossible_number_is_not_ticked_off(client_as, field: str, number: str) -> None:
    answer = client_as().post("/nasjonalt-register/utfort", data={"done_on": "02.01.2026", field: number})
    assert answer.status_code == 422


@pytest.mark.parametrize("number", ["999999999999999", *HUGE])
def test_an_event_with_an_impossible_number_is_not_copied(client_as, number: str) -> None:
    assert client_as().get(f"/arrangementer/ny?kopi={number}").status_code == 404
