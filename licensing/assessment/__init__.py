"""Assessment ("vurdering"): one named function a rule, all findings at once, and the outcome they propose."""

from licensing.assessment.assess import (
    Assessment,
    assess,
    assessment_from_mapping,
    assessment_to_mapping,
    facts_from_mapping,
    facts_to_mapping,
    grantable_groups,
    proposed_outcome,
    refused_by_law,
    replay_differs,
)
from licensing.assessment.facts import (
    AskedHours,
    ChangedPeople,
    ConductView,
    CriterionView,
    Facts,
    GroundView,
    RoomLicence,
    hours_for_place,
)
from licensing.assessment.findings import (
    Finding,
    FindingCode,
    FindingOutcome,
    ProposedOutcome,
    is_asked,
)
from licensing.assessment.local_cuts import AllowedHours, allowed_hours
from licensing.policy import Strength

__all__ = [
    "AllowedHours",
    "AskedHours",
    "Assessment",
    "ChangedPeople",
    "ConductView",
    "CriterionView",
    "Facts",
    "Finding",
    "FindingCode",
    "FindingOutcome",
    "GroundView",
    "ProposedOutcome",
    "RoomLicence",
    "Strength",
    "allowed_hours",
    "assess",
    "assessment_from_mapping",
    "assessment_to_mapping",
    "facts_from_mapping",
    "facts_to_mapping",
    "grantable_groups",
    "hours_for_place",
    "is_asked",
    "proposed_outcome",
    "refused_by_law",
    "replay_differs",
]
