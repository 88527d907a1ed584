"""Drafted reasons when people of licences are approved or refused; nobody is named.

Law: alkoholloven §§ 1-7b and 1-7c; forvaltningsloven § 25.
"""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l

from app.wording.citations import citation_text
from app.wording.enums import enumeration
from app.wording.facts import activity_name, ended, upper_first
from app.wording.reason_paragraphs import people_sentences, statement_sentences
from licensing.assessment import Finding, FindingCode, FindingOutcome, Strength
from licensing.decisions import GRANTING, DecisionOutcome
from licensing.law import ALKL_1_7B, ALKL_1_7C
from licensing.licences import LicenceKind
from licensing.matters import ChangeKind

MANAGERS_MET = _l(
    "Styrer og stedfortreder skal være over 20 år, ha bestått prøve for %(kinds)s og arbeide på stedet eller"
    " eie det (%(law)s). Den dere har søkt om, oppfyller kravene."
)
INFLUENCE_ASKED = _l(
    "Personer med vesentlig innflytelse på virksomheten må ha uklanderlig vandel når det gjelder"
    " alkohollovgivningen, annen lovgivning av betydning for alkohollovens formål, og skatte-, avgifts- og"
    " regnskapslovgivningen (%(law)s)."
)
APPROVED = _l("Derfor godkjenner vi søknaden.")
REFUSED_BY_LAW = _l(
    "Kommunen kan ikke godkjenne en person når et krav i loven ikke er oppfylt. Derfor avslår vi søknaden."
)
REFUSED = _l("Etter en samlet vurdering kan vi ikke godkjenne søknaden. Derfor avslår vi den.")


def people_reasons(findings: Iterable[Finding], outcome: DecisionOutcome, change: ChangeKind) -> str:
    """The reasons as a draft, paragraphs parted by an empty line."""
    rows = tuple(findings)
    paragraphs = (
        _requirements(rows, outcome, change),
        statement_sentences(rows),
        [_conclusion(rows, outcome)],
    )
    texts = (" ".join(ended(upper_first(text)) for text in said if text) for said in paragraphs)
    return "\n\n".join(text for text in texts if text)


def _requirements(rows: Sequence[Finding], outcome: DecisionOutcome, change: ChangeKind) -> list[str]:
    if change is ChangeKind.INFLUENCE:
        return [str(INFLUENCE_ASKED) % {"law": citation_text(ALKL_1_7B)}]
    kinds = {LicenceKind(str(row.facts["kind"])) for row in rows if row.code is FindingCode.TEST_PASSED}
    met = not any(row.outcome in (FindingOutcome.REFUSE, FindingOutcome.MISSING) for row in rows)
    if outcome in GRANTING and kinds and met:
        words = {
            "kinds": enumeration(activity_name(kind) for kind in LicenceKind if kind in kinds),
            "law": citation_text(ALKL_1_7C),
        }
        return [str(MANAGERS_MET) % words]
    return people_sentences(rows, outcome)


def _conclusion(rows: Sequence[Finding], outcome: DecisionOutcome) -> str:
    if outcome in GRANTING:
        return str(APPROVED)
    by_law = any(
        row.strength is Strength.LAW and row.outcome in (FindingOutcome.REFUSE, FindingOutcome.MISSING)
        for row in rows
    )
    return str(REFUSED_BY_LAW if by_law else REFUSED)
