"""What is put into the addresses of fee years and rates."""

from typing import Any

YEAR = 2026
# What a browser is given here is a file, not a page.
FILES_OF_FEE_YEARS = {"billing.export_year", "billing.export_rates"}
# What is typed wrongly into each form, and how many sentences that must give at least.
WRONG_FEE_YEARS: dict[str, tuple[dict[str, str], int]] = {
    "billing.add_rates": ({"#serve_g3": "fem", "#min_sale": "2.200", "#regulation": "FOR 2026"}, 8),
    "billing.change_fee_year": ({"#payment_days": "999", "#bank_account": "1234", "#instalments": ""}, 3),
}


def samples_of_fee_years() -> dict[str, list[dict[str, Any]]]:
    """Each page of these, with the arguments of its faces."""
    return {
        "billing.show_overview": [{}],
        "billing.show_year": [{"year": YEAR}, {"year": YEAR - 1}],
        "billing.show_rates": [{}],
        "billing.add_rates": [{}],
        "billing.show_fee_year": [{"year": YEAR}, {"year": YEAR - 1}],
        "billing.change_fee_year": [{"year": YEAR + 1}, {"year": YEAR}],
    }
