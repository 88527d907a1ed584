"""Who owes a yearly fee: which licences, on which days, and what one fee for a place carries."""

from collections.abc import Mapping
from datetime import date

import pytest

from app.billing.queries.liable import LeftOut, counted, liable_licences
from app.models.fee_year import FeeYear
from licensing.licences import Attribute, Extension, LicenceKind, LicenceType
from tests.app.billing.places import Days, Places, days
from tests.app.conftest import Filling
from tests.factories.licence import add_term

YEAR = 2026


def found(places: Places, year: int = YEAR) -> Mapping[str, Days]:
    """Who owes a fee, by name, with the days."""
    return {
        places.names[one.licence_id]: (one.first_day, one.last_day)
        for one in liable_licences(places.session, places.actor.municipality_id, year)
    }


WHOLE = days("2026-01-01", "2026-12-31")


def test_a_licence_in_force_some_day_of_the_year_owes_a_fee_for_its_days(filling: Filling) -> None:
    with filling() as (session, actor):
        places = Places(session, actor)
        places.licence("hele året", days("2024-06-03", "2028-09-30"))
        places.licence("ny siste dag", days("2026-12-31", "2028-09-30"))
        places.licence("ny året etter", days("2027-01-01", "2028-09-30"))
        places.licence("slutt første dag", days("2022-06-03", "2026-01-01"))
        places.licence("slutt året før", days("2022-06-03", "2025-12-31"))
        places.licence("levert inn", days("2024-06-03", "2028-09-30"), ended_on="2026-05-15")
        places.licence("levert inn året før", days("2024-06-03", "2028-09-30"), ended_on="2025-12-31")
        places.licence("sesong", days("2024-06-03", "2028-09-30"), licence_type=LicenceType.SEASONAL)
        places.licence("butikk", days("2024-06-03", "2028-09-30"), kind=LicenceKind.SALE)
        places.licence("fornyet", days("2022-06-03", "2026-09-30"))
        places.renew("fornyet", days("2026-10-01", "2030-09-30"))
        places.licence("polet", days("2024-06-03", "2028-09-30"), licence_type=LicenceType.OUTLET)
        places.licence("festival", days("2026-02-16", "2026-02-20"), licence_type=LicenceType.SINGLE_OCCASION)
        places.licence("ambulerende", days("2024-06-03", "2028-09-30"), licence_type=LicenceType.AMBULATORY)
        assert dict(found(places)) == {
            "hele året": WHOLE,
            "ny siste dag": days("2026-12-31", "2026-12-31"),
            "slutt første dag": days("2026-01-01", "2026-01-01"),
            "levert inn": days("2026-01-01", "2026-05-15"),
            "sesong": WHOLE,
            "butikk": WHOLE,
            "fornyet": WHOLE,
        }
        counts = counted(session, actor.municipality_id, YEAR)
        assert dict(counts.by_kind) == {LicenceKind.SERVING: 6, LicenceKind.SALE: 1}
        assert counts.whole == 7
        assert dict(counts.left_out) == {LeftOut.EXEMPT: 1, LeftOut.OCCASIONAL: 2}
    with filling(municipality="other") as (session, actor):
        assert liable_licences(session, actor.municipality_id, YEAR) == []


@pytest.mark.parametrize("one_fee", [True, False], ids=["one fee for the place", "each its own"])
def test_a_licence_granted_anew_within_the_year_is_one_fee_where_the_year_says_so(
    filling: Filling, one_fee: bool
) -> None:
    before, after = days("2024-06-03", "2026-09-30"), days("2026-10-01", "2030-09-30")
    with filling() as (session, actor):
        session.add(FeeYear(municipality_id=actor.municipality_id, year=YEAR - 1, one_fee_per_place=one_fee))
        places = Places(session, actor)
        places.licence("gammel", before)
        places.licence("ny", after, at="gammel", holder="gammel")
        places.licence("solgt", before)
        places.licence("kjøper", after, at="solgt")
        places.licence("to rom", days("2024-06-03", "2028-09-30"))
        places.licence("ett rom til", days("2026-02-01", "2028-09-30"), at="to rom", holder="to rom")
        places.licence("bar", before)
        places.licence("utsalg", after, at="bar", holder="bar", kind=LicenceKind.SALE)
        first = (before[0].replace(year=YEAR, month=1, day=1), before[1])
        rest = (after[0], date(YEAR, 12, 31))
        both = {"ny": WHOLE} if one_fee else {"gammel": first, "ny": rest}
        assert dict(found(places)) == {
            **both,
            "solgt": first,
            "kjøper": rest,
            "to rom": WHOLE,
            "ett rom til": (date(YEAR, 2, 1), date(YEAR, 12, 31)),
            "bar": first,
            "utsalg": rest,
        }
        ids = {name: licence.id for name, licence in places.named.items()}
        asked = liable_licences(
            session, actor.municipality_id, YEAR, licence_ids=[ids["ny"], ids["gammel"], ids["bar"]]
        )
        carried = {one.licence_id: one.carries for one in asked}
        if one_fee:
            assert carried == {ids["ny"]: (ids["gammel"],), ids["bar"]: ()}
        else:
            assert carried == {ids["gammel"]: (), ids["ny"]: (), ids["bar"]: ()}
        assert counted(session, actor.municipality_id, YEAR).left_out.get(LeftOut.CARRIED, 0) == one_fee


def test_what_a_licence_was_extended_with_and_granted_for_is_told_as_on_its_last_day(
    filling: Filling, statements: list[str]
) -> None:
    with filling() as (session, actor):
        places = Places(session, actor)
        licence = places.licence("gården", days("2024-06-03", "2028-09-30"), kind=LicenceKind.SALE)
        add_term(
            session,
            licence,
            Attribute.EXTENSIONS,
            "farm_sale",
            first_day=date(2026, 7, 1),
            decided_on=date(2026, 7, 1),
        )
        add_term(
            session,
            licence,
            Attribute.CONCEPT,
            "farm",
            first_day=date(2026, 7, 1),
            decided_on=date(2026, 7, 1),
        )
        statements.clear()
        (held,) = liable_licences(session, actor.municipality_id, YEAR)
        assert len(statements) == 3
        assert (held.extensions, held.category.value) == ((Extension.FARM_SALE,), "farm")
        (before,) = liable_licences(session, actor.municipality_id, YEAR - 1)
        assert (before.extensions, before.category.value) == ((), "eating_place")
        assert liable_licences(session, actor.municipality_id, YEAR, licence_ids=[]) == []
