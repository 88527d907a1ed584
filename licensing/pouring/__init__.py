"""Whether alcohol of a group may be served or sold at a venue at a moment, and why.

Law: alkoholloven §§ 1-4a, 1-6, 1-8, 3-7, 4-2 and 4-4.
"""

from licensing.pouring.answers import may_pour
from licensing.pouring.grounds import Because, Ground, HeldLicence, Pouring, Suspension
from licensing.pouring.rooms import RoomHours, rooms_on

__all__ = ["Because", "Ground", "HeldLicence", "Pouring", "RoomHours", "Suspension", "may_pour", "rooms_on"]
