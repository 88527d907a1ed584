"""The national register ("bevillingsregisteret"): what a municipality must enter there, and when.

Law: alkoholforskriften §§ 13-2, 13-3 and 13-4.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from licensing.law import AF_13_3, AF_13_4, Citation
from licensing.licences import OCCASIONAL, Attribute, LicenceType
from licensing.matters import ChangeKind


class NationalDuty(StrEnum):
    """What must be done in the national register. Law: alkoholforskriften §§ 13-2 to 13-4."""

    ENTER = "enter"
    CHANGE = "change"
    CLOSE = "close"
    TRANSFER = "transfer"


class RegisterField(StrEnum):
    """What the national register tells of a licence ("registeropplysning").

    Venue, sub-unit and first day stand in the public list besides what the section names.

    Law: alkoholforskriften § 13-4.
    """

    RIGHTS = "rights"
    HOLDER_NAME = "holder_name"
    HOLDER_NUMBER = "holder_number"
    ADDRESS = "address"
    VENUE = "venue"
    SUB_UNIT = "sub_unit"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    GRANTED_ON = "granted_on"
    WITHDRAWN_ON = "withdrawn_on"
    TRANSFERRED_ON = "transferred_on"
    TRANSFERRED_TO = "transferred_to"


class Happening(StrEnum):
    """What may happen to a licence that the national register must hear of."""

    GRANT = "grant"
    CHANGE = "change"
    NEW_PERIOD = "new_period"
    TRANSFER = "transfer"
    WITHDRAWAL = "withdrawal"
    SUSPENSION = "suspension"
    END = "end"


WHOLE_ENTRY = (
    RegisterField.RIGHTS,
    RegisterField.HOLDER_NAME,
    RegisterField.HOLDER_NUMBER,
    RegisterField.ADDRESS,
    RegisterField.VENUE,
    RegisterField.SUB_UNIT,
    RegisterField.FIRST_DAY,
    RegisterField.LAST_DAY,
    RegisterField.GRANTED_ON,
)

# What a change of the terms touches there. Hours, rooms, conditions and managers stand in no field of § 13-4.
FIELDS_OF_ATTRIBUTE: Mapping[Attribute, RegisterField] = {
    Attribute.GROUPS: RegisterField.RIGHTS,
    Attribute.EXTENSIONS: RegisterField.RIGHTS,
}

# What each kind of change is to the register; one that is missing here changes no field of § 13-4.
HAPPENING_OF: Mapping[ChangeKind, Happening] = {
    ChangeKind.GROUPS: Happening.CHANGE,
    ChangeKind.TRANSFER: Happening.TRANSFER,
    ChangeKind.SURRENDER: Happening.END,
    ChangeKind.DEATH: Happening.END,
    ChangeKind.BANKRUPTCY: Happening.END,
    ChangeKind.UNUSED: Happening.WITHDRAWAL,
}

OCCASIONAL_NOT_NAMED = "occasional_not_named_in_13_4"
SUSPENSION_NOT_NAMED = "suspension_not_named_in_13_4"


@dataclass(frozen=True)
class Duty:
    """One thing to do in the register: which fields, by which section, and what no source settles."""

    duty: NationalDuty
    fields: tuple[RegisterField, ...]
    citation: Citation = AF_13_4
    questions: tuple[str, ...] = ()


def is_entered(licence_type: LicenceType) -> bool:
    """Whether licences of a type are entered in the national register.

    Law: alkoholforskriften § 13-4.

    ASSUMPTION: the section names the rights to sale, producer sale, serving groups and extensions, and
    neither single occasions nor ambulatory licences; no source says that those are entered.
    """
    return licence_type not in OCCASIONAL


def duties_after(
    happening: Happening,
    *,
    licence_type: LicenceType = LicenceType.PERMANENT,
    changed: Collection[RegisterField] = (),
) -> tuple[Duty, ...]:
    """What must be entered in the national register after something happened to a licence.

    A transfer asks for its date and the new holder on the old entry; the new holder's licence is a grant
    of its own. `changed` names what a change touched.

    Law: alkoholforskriften §§ 13-3 and 13-4.

    ASSUMPTION: a suspension is noted as a withdrawal with its days; the section has a date of withdrawal
    and does not tell the temporary from the final.
    """
    if not is_entered(licence_type):
        return ()
    match happening:
        case Happening.GRANT:
            return (Duty(NationalDuty.ENTER, WHOLE_ENTRY, AF_13_3),)
        case Happening.CHANGE:
            fields = tuple(field for field in RegisterField if field in changed)
            return (Duty(NationalDuty.CHANGE, fields),) if fields else ()
        case Happening.NEW_PERIOD:
            return (Duty(NationalDuty.CHANGE, (RegisterField.LAST_DAY,)),)
        case Happening.TRANSFER:
            return (
                Duty(
                    NationalDuty.TRANSFER,
                    (RegisterField.TRANSFERRED_ON, RegisterField.TRANSFERRED_TO),
                ),
            )
        case Happening.WITHDRAWAL:
            return (Duty(NationalDuty.CLOSE, (RegisterField.WITHDRAWN_ON,)),)
        case Happening.SUSPENSION:
            return (
                Duty(
                    NationalDuty.CHANGE,
                    (RegisterField.WITHDRAWN_ON,),
                    questions=(SUSPENSION_NOT_NAMED,),
                ),
            )
        case Happening.END:
            return (Duty(NationalDuty.CLOSE, (RegisterField.LAST_DAY,)),)
