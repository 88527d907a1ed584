"""The pages of turnover statements with what is put into their addresses, for the walk through every page."""

from typing import Any

from tests.app.routes_of_turnover import YEAR, ids_of_turnover

# A file, not a page.
FILES_OF_TURNOVER = frozenset({"billing.show_attachment", "billing.export_questions"})

__all__ = ["FILES_OF_TURNOVER", "ids_of_turnover", "samples_of_turnover"]


def samples_of_turnover(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page of these, with the arguments of its faces."""
    duty, link = {"duty_id": ids["duty_id"]}, {"link_code": ids["link_code"]}
    return {
        "billing.show_duty": [duty],
        "billing.key_statement": [duty],
        "billing.estimate_turnover": [duty],
        "billing.change_attestation": [duty],
        "billing.make_link": [duty],
        "billing.list_questions": [{}, {"ar": YEAR}, {"ar": YEAR, "vis": "avklarte"}],
        "billing.list_suppliers": [{}],
        "billing.read_suppliers": [{}],
        "portal.enter_code": [{}],
        "portal.report_turnover": [link],
        "portal.show_receipt": [link],
    }
