"""What is put into the addresses of fee years and rates."""

from typing import Any

YEAR = 2026
# What a browser is given here is a file, not a page.
FILES_OF_FEE_YEARS = {"billing.export_year"}


def samples_of_fee_years() -> dict[str, list[dict[str, Any]]]:
    """Each page of these, with the arguments of its faces."""
    return {
        "billing.show_overview": [{}],
        "billing.show_year": [{"year": YEAR}, {"year": YEAR - 1}],
        "billing.show_rates": [{}],
        "billing.add_rates": [{}],
        "billing.show_fee_year": [{"year": YEAR}, {"year": YEAR - 1}],
        "billing.change_fee_year": [{"year": YEAR}, {"year": YEAR + 1}],
    }
