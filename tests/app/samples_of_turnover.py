"""The pages of turnover statements with what is put into their addresses, for the walk through every page."""

from typing import Any

from tests.app.routes_of_turnover import YEAR, ids_of_turnover

# A file, not a page.
FILES_OF_TURNOVER = frozenset(
    {"billing.show_attachment", "billing.export_questions", "billing.export_suppliers"}
)

# Forms with what is typed wrongly into them, and how many sentences that must give at least.
WRONG_TURNOVER: dict[str, tuple[dict[str, str], int]] = {
    "billing.key_statement": ({"#actual_1": "1.234", "#expected_3": "-5", "#received_on": "i går"}, 3),
    "billing.estimate_turnover": ({"#actual_1": "mye", "#reason": ""}, 2),
    "billing.make_link": ({"#expires_on": "32.13.2026"}, 1),
    "billing.read_suppliers": ({"#year": "25", "#table": "Sted;Gruppe 1"}, 1),
    "portal.enter_code": ({"#code": "7K3QF"}, 1),
    "portal.report_turnover": ({"#actual_1": "1.234", "#expected_3": "", "#sender_name": ""}, 3),
}

__all__ = ["FILES_OF_TURNOVER", "WRONG_TURNOVER", "ids_of_turnover", "samples_of_turnover"]


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
