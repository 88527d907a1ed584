"""Which knowledge tests ("kunnskapsprøver") somebody has passed, as one choice of a form."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from app import labels
from licensing.licences import LicenceKind


class KnownTests(StrEnum):
    """Which knowledge tests somebody has passed."""

    NONE = "none"
    SERVING = "serving"
    SALE = "sale"
    BOTH = "both"

    @property
    def kinds(self) -> tuple[LicenceKind, ...]:
        """The kinds of tests."""
        if self is KnownTests.BOTH:
            return (LicenceKind.SERVING, LicenceKind.SALE)
        return () if self is KnownTests.NONE else (LicenceKind(self.value),)


labels.LABELS[KnownTests] = {
    KnownTests.NONE: _l("Ikke dokumentert"),
    KnownTests.SERVING: _l("Skjenking"),
    KnownTests.SALE: _l("Salg"),
    KnownTests.BOTH: _l("Skjenking og salg"),
}
