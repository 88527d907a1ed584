"""Knowledge tests ("kunnskapsprøver"): when one is passed.

Law: alkoholforskriften §§ 5-2 and 5-4.
"""

from fractions import Fraction

# ASSUMPTION: no act or regulation gives a pass mark. 24 of 30 is what municipalities use.
PASS_MARK = Fraction(24, 30)


def least_right(questions: int) -> int:
    """How many right answers pass a test of so many questions, by the mark in use.

    >>> least_right(30), least_right(29), least_right(1)
    (24, 24, 1)
    """
    return -(-PASS_MARK.numerator * questions // PASS_MARK.denominator)


def passes(right: int, questions: int) -> bool:
    """Whether so many right answers are enough by the mark in use.

    >>> passes(24, 30), passes(23, 30)
    (True, False)
    """
    return right >= least_right(questions)
