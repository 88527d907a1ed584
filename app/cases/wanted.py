"""What licence is applied for: kind and groups in one choice."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from app import labels
from licensing.licences import Group, LicenceKind


class LicenceWanted(StrEnum):
    """What may be applied for: kind and groups in one choice."""

    SERVING_1 = "serving:1"
    SERVING_1_2 = "serving:1,2"
    SERVING_1_2_3 = "serving:1,2,3"
    SALE_1 = "sale:1"
    SALE_1_2 = "sale:1,2"
    SALE_2_3 = "sale:2,3"

    @property
    def kind(self) -> LicenceKind:
        """Sale or serving."""
        return LicenceKind(self.value.split(":")[0])

    @property
    def groups(self) -> tuple[Group, ...]:
        """The alcohol groups."""
        return tuple(Group(int(number)) for number in self.value.split(":")[1].split(","))

    @property
    def is_farm_sale(self) -> bool:
        """Group 2 is sold by nobody but its producer and Vinmonopolet."""
        return self is LicenceWanted.SALE_1_2

    @property
    def is_outlet(self) -> bool:
        """Groups 2 and 3 are sold by Vinmonopolet alone."""
        return self is LicenceWanted.SALE_2_3


labels.LABELS[LicenceWanted] = {
    LicenceWanted.SERVING_1: _l("Skjenking, gruppe 1 (øl)"),
    LicenceWanted.SERVING_1_2: _l("Skjenking, gruppe 1 og 2 (øl og vin)"),
    LicenceWanted.SERVING_1_2_3: _l("Skjenking, gruppe 1, 2 og 3 (øl, vin og brennevin)"),
    LicenceWanted.SALE_1: _l("Salg, gruppe 1 (øl i butikk)"),
    LicenceWanted.SALE_1_2: _l("Salg, gruppe 1 og 2 (gårdssalg av egen produksjon)"),
    LicenceWanted.SALE_2_3: _l("Salg, gruppe 2 og 3 (vinmonopolutsalg)"),
}
