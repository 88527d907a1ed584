"""What the stories share: invented applicants, and the places that cases grant a licence to."""

from app.demo import holtalen, roros, roros_shops
from app.demo.names import invented
from app.demo.outlets import Outlet
from app.demo.stage import Applicant
from licensing.applicants import Role

FIRST_APPLICANT = 200
OUTLETS = {
    outlet.name: outlet
    for outlet in (*roros.SERVING, *roros_shops.SHOPS, *holtalen.OUTLETS)
    if outlet.by_case
}


def applicants(story: int) -> tuple[Applicant, ...]:
    """A manager, a deputy and an owner who do not exist; another story has others."""
    first = FIRST_APPLICANT + 3 * story
    return (
        Applicant(invented(first), Role.MANAGER),
        Applicant(invented(first + 1), Role.DEPUTY),
        Applicant(invented(first + 2), Role.INFLUENCE),
    )


def known(name: str) -> Outlet:
    """A place of the register whose licence comes from a case."""
    return OUTLETS[name]
