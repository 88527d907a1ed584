"""What is put into the addresses of the pages of those behind a licence."""

from typing import Any


def samples_of_people(ids: dict[str, Any], received: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page of people, with the arguments of its faces."""
    conduct = received | {"question": "conduct_holder", "person_id": 0}
    owned = {"holder_id": ids["owned_id"]}
    return {
        "cases.list_conduct": [received | {"serveringsloven": "ja"}],
        "cases.answer_conduct": [conduct],
        "cases.change_person": [received | {"party_id": ids["party_id"]}],
        "cases.include_owners": [received],
        "examinations.list_sittings": [{}, {"navn": "finnes ikke"}],
        "examinations.register_sitting": [{}],
        "owners.list_owners": [owned],
        "owners.add_owner": [owned],
        "owners.end_owner": [owned | {"owner_id": ids["owner_id"]}],
    }
