"""What keeps a licence from being used on a day, whatever its hours are.

Law: alkoholloven §§ 1-6, 1-8, 3-1 and 4-2.
"""

from datetime import date

from licensing.granted_hours import is_in_season
from licensing.law import ALKL_1_6, ALKL_1_8, ALKL_3_1, ALKL_4_2
from licensing.licences import Attribute, Group, LicenceKind, group_set_from_code, terms_on
from licensing.pouring.grounds import Because, Ground, HeldLicence, named


def _outside_period(licence: HeldLicence, group: Group, day: date) -> Because | None:
    if any(period.first_day <= day <= period.last_day for period in licence.periods):
        return None
    later = [period.first_day for period in licence.periods if period.first_day > day]
    if later:
        return Because(Ground.NOT_BEGUN, ALKL_1_6, named(licence, first_day=min(later).isoformat()))
    last_day = max((period.last_day for period in licence.periods), default=licence.granted_on)
    return Because(Ground.EXPIRED, ALKL_1_6, named(licence, last_day=last_day.isoformat()))


def _over(licence: HeldLicence, group: Group, day: date) -> Because | None:
    if licence.ended_on is None or day <= licence.ended_on:
        return None
    facts = named(licence, last_day=licence.ended_on.isoformat(), reason=licence.end_reason.lower() or None)
    # It may have lapsed, been given up or been withdrawn: the reason says which, and not one section.
    return Because(Ground.ENDED, None, facts)


def _not_usable(licence: HeldLicence, group: Group, day: date) -> Because | None:
    if licence.usable_from is not None and licence.usable_from <= day:
        return None
    usable_from = licence.usable_from.isoformat() if licence.usable_from else None
    return Because(Ground.NOT_USABLE, None, named(licence, usable_from=usable_from))


def _suspended(licence: HeldLicence, group: Group, day: date) -> Because | None:
    found = [part for part in licence.suspensions if part.first_day <= day <= part.last_day]
    if not found:
        return None
    last_day = max(part.last_day for part in found).isoformat()
    return Because(Ground.SUSPENDED, ALKL_1_8, named(licence, last_day=last_day))


def _not_covered(licence: HeldLicence, group: Group, day: date) -> Because | None:
    groups = terms_on(licence.rows, day).value(Attribute.GROUPS) or ""
    if groups and group in group_set_from_code(groups):
        return None
    citation = ALKL_4_2 if licence.kind is LicenceKind.SERVING else ALKL_3_1
    facts = named(licence, groups=groups or None, group=int(group))
    return Because(Ground.GROUP_NOT_COVERED, citation, facts)


def _out_of_season(licence: HeldLicence, group: Group, day: date) -> Because | None:
    if is_in_season(licence.rows, day):
        return None
    return Because(Ground.OUT_OF_SEASON, ALKL_1_6, named(licence))


# In the order in which they are looked at: what comes later is only reached when all before it is in order.
HINDRANCES = (_over, _outside_period, _not_usable, _suspended, _not_covered, _out_of_season)

IN_PERIOD = HINDRANCES.index(_not_usable)
"""From here on the licence covers the day."""
