"""What must be entered in the national register: alkoholforskriften §§ 13-2 to 13-4."""

import pytest

from licensing.law import AF_13_3, AF_13_4
from licensing.licences import LicenceType
from licensing.matters import ChangeKind
from licensing.national_register import (
    HAPPENING_OF,
    SUSPENSION_NOT_NAMED,
    WHOLE_ENTRY,
    Happening,
    NationalDuty,
    RegisterField,
    duties_after,
    is_entered,
)

RIGHTS, LAST_DAY = RegisterField.RIGHTS, RegisterField.LAST_DAY


@pytest.mark.parametrize(
    ("happening", "changed", "duty", "fields"),
    [
        pytest.param(
            Happening.GRANT,
            (),
            NationalDuty.ENTER,
            WHOLE_ENTRY,
            id="trap_45: a grant is entered with every field",
        ),
        pytest.param(
            Happening.CHANGE,
            (RIGHTS,),
            NationalDuty.CHANGE,
            (RIGHTS,),
            id="a further group changes the rights",
        ),
        pytest.param(
            Happening.CHANGE,
            (RegisterField.HOLDER_NAME,),
            NationalDuty.CHANGE,
            (RegisterField.HOLDER_NAME,),
            id="a holder with a new name is written anew",
        ),
        pytest.param(
            Happening.NEW_PERIOD,
            (),
            NationalDuty.CHANGE,
            (LAST_DAY,),
            id="a renewed or continued licence has a new last day",
        ),
        pytest.param(
            Happening.TRANSFER,
            (),
            NationalDuty.TRANSFER,
            (RegisterField.TRANSFERRED_ON, RegisterField.TRANSFERRED_TO),
            id="trap_45: a transfer is entered with its date and the new holder",
        ),
        pytest.param(
            Happening.WITHDRAWAL,
            (),
            NationalDuty.CLOSE,
            (RegisterField.WITHDRAWN_ON,),
            id="a withdrawal is entered with its date",
        ),
        pytest.param(
            Happening.END, (), NationalDuty.CLOSE, (LAST_DAY,), id="a licence that is given up is closed"
        ),
    ],
)
def test_what_happens_to_a_licence_is_entered_with_the_fields_of_13_4(
    happening: Happening,
    changed: tuple[RegisterField, ...],
    duty: NationalDuty,
    fields: tuple[RegisterField, ...],
) -> None:
    (found,) = duties_after(happening, changed=changed)
    assert (found.duty, found.fields) == (duty, fields)
    assert found.citation == (AF_13_3 if duty is NationalDuty.ENTER else AF_13_4)


def test_a_change_of_what_the_register_does_not_hold_asks_for_nothing() -> None:
    assert duties_after(Happening.CHANGE, changed=()) == ()


def test_a_suspension_is_entered_as_a_withdrawal_and_asks() -> None:
    (found,) = duties_after(Happening.SUSPENSION)
    assert found.fields == (RegisterField.WITHDRAWN_ON,)
    assert found.questions == (SUSPENSION_NOT_NAMED,)


@pytest.mark.parametrize(
    ("licence_type", "entered"),
    [
        pytest.param(LicenceType.PERMANENT, True, id="permanent"),
        pytest.param(LicenceType.SEASONAL, True, id="seasonal"),
        pytest.param(LicenceType.OUTLET, True, id="an outlet of Vinmonopolet"),
        pytest.param(LicenceType.SINGLE_OCCASION, False, id="a single occasion: 13-4 does not name it"),
        pytest.param(LicenceType.AMBULATORY, False, id="ambulatory: 13-4 does not name it"),
    ],
)
def test_which_types_of_licence_the_register_takes(licence_type: LicenceType, entered: bool) -> None:
    assert is_entered(licence_type) is entered
    assert bool(duties_after(Happening.GRANT, licence_type=licence_type)) is entered


@pytest.mark.parametrize(
    "kind",
    [ChangeKind.MANAGERS, ChangeKind.INFLUENCE, ChangeKind.HOURS, ChangeKind.AREA, ChangeKind.CONCEPT],
)
def test_managers_hours_and_areas_stand_in_no_field_of_13_4(kind: ChangeKind) -> None:
    assert kind not in HAPPENING_OF
