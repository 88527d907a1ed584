"""The stored form of facts: what is absent is not known, what is unknown is refused."""

from datetime import date

import pytest

from licensing.assessment import Facts, facts_from_mapping
from licensing.errors import BadValue
from licensing.licences import Group, LicenceKind
from licensing.stored import field_names


def test_what_is_absent_is_not_known():
    assert facts_from_mapping({}) == Facts()


def test_facts_as_someone_writes_them():
    facts = facts_from_mapping(
        {
            "kind": "serving",
            "groups": [1, 2],
            "first_day": date(2026, 12, 1),
            "manager": {"reference": "m", "born_on": "1987-04-15", "tests": ["serving"]},
            "hours": [{"area": "indoor", "group": 1, "hours": ["10:00", "26:00"]}],
        }
    )
    assert (facts.kind, facts.groups) == (LicenceKind.SERVING, (Group.ONE, Group.TWO))
    assert facts.manager.born_on == date(1987, 4, 15)
    assert facts.hours[0].hours.pair == ("10:00", "26:00")


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        pytest.param({"colour": "red"}, "fact_unknown", id="a fact that does not exist"),
        pytest.param({"manager": {"name": "Kari"}}, "fact_unknown", id="nor within another"),
        pytest.param({"kind": "gift"}, "fact_not_one_of", id="a value outside the list"),
        pytest.param({"groups": 1}, "fact_not_a_list", id="one where several are meant"),
        pytest.param({"manager": "Kari"}, "fact_not_a_mapping", id="a text where a person is meant"),
        pytest.param({"first_day": "1. desember"}, "fact_not_a_date", id="a date in words"),
        pytest.param({"first_day": 20261201}, "fact_not_a_date", id="a date as a number"),
        pytest.param({"holder": 923609016}, "fact_wrong_kind", id="a number where a text is meant"),
        pytest.param({"own_produced_small_room": 1}, "fact_wrong_kind", id="one is not yes"),
        pytest.param(
            {"hours": [{"area": "indoor", "group": 1, "hours": "10-02"}]},
            "fact_not_hours",
            id="hours in one text",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(mapping, code):
    with pytest.raises(BadValue) as caught:
        facts_from_mapping(mapping)
    assert caught.value.code == code


def test_the_names_of_all_facts_can_be_listed():
    names = set(field_names(Facts))
    assert {"kind", "groups[]", "manager.born_on", "deputies[].tests[]", "hours[].hours"} <= names
