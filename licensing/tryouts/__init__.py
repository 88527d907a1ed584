"""Trying a policy out ("prøve ut retningslinjer") on what is licensed, before it is adopted."""

from licensing.tryouts.consequences import Consequence, Would, gravest
from licensing.tryouts.figures import EndSpan, Figures, HoursCell, HoursRow
from licensing.tryouts.held import OUTSIDE_ALL, Held, LicenceOnTrial, condition_key, hours_terms
from licensing.tryouts.income import EventIncome, LicenceIncome
from licensing.tryouts.over_caps import OverCap, SeatTaken, caps_tried, over_cap
from licensing.tryouts.trial import Trial, TriedLicence, TriedUnder, as_if_in_force, try_out

__all__ = [
    "OUTSIDE_ALL",
    "Consequence",
    "EndSpan",
    "EventIncome",
    "Figures",
    "Held",
    "HoursCell",
    "HoursRow",
    "LicenceIncome",
    "LicenceOnTrial",
    "OverCap",
    "SeatTaken",
    "Trial",
    "TriedLicence",
    "TriedUnder",
    "Would",
    "as_if_in_force",
    "caps_tried",
    "condition_key",
    "gravest",
    "hours_terms",
    "over_cap",
    "try_out",
]
