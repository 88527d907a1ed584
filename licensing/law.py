"""Citations ("hjemmel"): the sections that answers rest on, each named once.

How a statute's name is written for readers is the presentation's affair; here it is a code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from licensing.errors import MissingPremise

# The consolidation of the statutes that these tables were written from; stored with every assessment.
LAW_VERSION = "2026-07-20"


class Statute(StrEnum):
    """The statutes and regulations that the tables cite."""

    ALKL = "alkl"
    AF = "af"
    SERV = "serv"
    FVL = "fvl"
    KOML = "koml"


@dataclass(frozen=True, order=True)
class Citation:
    """A section of a statute ("paragraf"), and its paragraph ("ledd") where one is meant.

    >>> Citation(Statute.ALKL, "1-6", 4).code
    'alkl_1_6.4'
    """

    statute: Statute
    section: str
    paragraph: int | None = None

    @property
    def code(self) -> str:
        """The stored form: statute, section, and the paragraph after a point."""
        whole = f"{self.statute.value}_{self.section.replace('-', '_').replace(' ', '')}"
        return whole if self.paragraph is None else f"{whole}.{self.paragraph}"


def _alkl(section: str, paragraph: int | None = None) -> Citation:
    return Citation(Statute.ALKL, section, paragraph)


def _af(section: str) -> Citation:
    return Citation(Statute.AF, section)


def _serv(section: str, paragraph: int | None = None) -> Citation:
    return Citation(Statute.SERV, section, paragraph)


def _fvl(section: str, paragraph: int | None = None) -> Citation:
    return Citation(Statute.FVL, section, paragraph)


def _koml(section: str, paragraph: int | None = None) -> Citation:
    return Citation(Statute.KOML, section, paragraph)


ALKL_1_3 = _alkl("1-3")
ALKL_1_4 = _alkl("1-4")
ALKL_1_4A = _alkl("1-4a")
ALKL_1_4B = _alkl("1-4b")
ALKL_1_4C = _alkl("1-4c")
ALKL_1_5 = _alkl("1-5")
ALKL_1_6 = _alkl("1-6")
ALKL_1_6_PARA_1 = _alkl("1-6", 1)
ALKL_1_6_PARA_2 = _alkl("1-6", 2)
ALKL_1_6_PARA_3 = _alkl("1-6", 3)
ALKL_1_6_PARA_4 = _alkl("1-6", 4)
ALKL_1_6_PARA_5 = _alkl("1-6", 5)
ALKL_1_7 = _alkl("1-7")
ALKL_1_7_PARA_1 = _alkl("1-7", 1)
ALKL_1_7_PARA_2 = _alkl("1-7", 2)
ALKL_1_7_PARA_3 = _alkl("1-7", 3)
ALKL_1_7_PARA_4 = _alkl("1-7", 4)
ALKL_1_7_PARA_5 = _alkl("1-7", 5)
ALKL_1_7A = _alkl("1-7a")
ALKL_1_7A_PARA_2 = _alkl("1-7a", 2)
ALKL_1_7B = _alkl("1-7b")
ALKL_1_7B_PARA_2 = _alkl("1-7b", 2)
ALKL_1_7B_PARA_3 = _alkl("1-7b", 3)
ALKL_1_7C = _alkl("1-7c")
ALKL_1_7D = _alkl("1-7d")
ALKL_1_7E = _alkl("1-7e")
ALKL_1_7F = _alkl("1-7f")
ALKL_1_7F_PARA_1 = _alkl("1-7f", 1)
ALKL_1_7F_PARA_2 = _alkl("1-7f", 2)
ALKL_1_7G = _alkl("1-7g")
ALKL_1_8 = _alkl("1-8")
ALKL_1_8_PARA_4 = _alkl("1-8", 4)
ALKL_1_9 = _alkl("1-9")
ALKL_1_10 = _alkl("1-10")
ALKL_1_11 = _alkl("1-11")
ALKL_1_15 = _alkl("1-15")
ALKL_1_16 = _alkl("1-16")
ALKL_3_1 = _alkl("3-1")
ALKL_3_1_PARA_3 = _alkl("3-1", 3)
ALKL_3_1B = _alkl("3-1b")
ALKL_3_1B_PARA_3 = _alkl("3-1b", 3)
ALKL_3_1C = _alkl("3-1c")
ALKL_3_2 = _alkl("3-2")
ALKL_3_3 = _alkl("3-3")
ALKL_3_4 = _alkl("3-4")
ALKL_3_4A = _alkl("3-4a")
ALKL_3_7 = _alkl("3-7")
ALKL_4_1 = _alkl("4-1")
ALKL_4_2 = _alkl("4-2")
ALKL_4_2_PARA_3 = _alkl("4-2", 3)
ALKL_4_2_PARA_4 = _alkl("4-2", 4)
ALKL_4_3 = _alkl("4-3")
ALKL_4_4 = _alkl("4-4")
ALKL_4_4_PARA_3 = _alkl("4-4", 3)
ALKL_4_4_PARA_7 = _alkl("4-4", 7)
ALKL_4_5 = _alkl("4-5")
ALKL_5_2 = _alkl("5-2")
ALKL_7_1 = _alkl("7-1")
ALKL_8_12 = _alkl("8-12")
ALKL_8_13 = _alkl("8-13")

AF_1_1 = _af("1-1")
AF_3_4 = _af("3-4")
AF_5_2 = _af("5-2")
AF_5_4 = _af("5-4")
AF_6_1 = _af("6-1")
AF_6_2 = _af("6-2")
AF_6_3 = _af("6-3")
AF_8_1 = _af("8-1")
AF_10_2 = _af("10-2")
AF_10_3 = _af("10-3")
AF_10_5 = _af("10-5")
AF_10_7 = _af("10-7")
AF_11_2 = _af("11-2")
AF_13_2 = _af("13-2")
AF_13_3 = _af("13-3")
AF_13_4 = _af("13-4")
AF_13_5 = _af("13-5")

SERV_2 = _serv("2")
SERV_3 = _serv("3")
SERV_5 = _serv("5")
SERV_6 = _serv("6")
SERV_7 = _serv("7")
SERV_9 = _serv("9")
SERV_10 = _serv("10")
SERV_14 = _serv("14")
SERV_15 = _serv("15")
SERV_15_PARA_4 = _serv("15", 4)
SERV_22 = _serv("22")
SERV_23 = _serv("23")
SERV_24 = _serv("24")
SERV_25 = _serv("25")
SERV_27 = _serv("27")

FVL_11 = _fvl("11")
FVL_11A = _fvl("11 a", 3)
FVL_16 = _fvl("16")
FVL_17 = _fvl("17")
FVL_17_PARA_2 = _fvl("17", 2)
FVL_18 = _fvl("18")
FVL_19 = _fvl("19")
FVL_23 = _fvl("23")
FVL_24 = _fvl("24")
FVL_25 = _fvl("25")
FVL_27 = _fvl("27")
FVL_28 = _fvl("28")
FVL_28_PARA_2 = _fvl("28", 2)
FVL_29 = _fvl("29")
FVL_30 = _fvl("30")
FVL_31 = _fvl("31")
FVL_33 = _fvl("33")
FVL_34 = _fvl("34")
FVL_36 = _fvl("36")
FVL_42 = _fvl("42")

KOML_14_9 = _koml("14-9")
KOML_14_10 = _koml("14-10")

CITATIONS: Mapping[str, Citation] = {
    value.code: value for value in list(globals().values()) if isinstance(value, Citation)
}


def citation(code: str) -> Citation:
    """The citation stored under a code."""
    try:
        return CITATIONS[code]
    except KeyError:
        raise MissingPremise("citation_unknown", citation=code) from None
