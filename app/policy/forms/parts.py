"""Forms of what stands beside the rules: the head, documents, zones, definitions, local days, questions."""

import re
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField

from app.fields import DateField, date_of
from app.formats import short_date
from app.forms import VersionedForm, area_field, text_field
from app.policy.form.yearly import yearly_of, yearly_text
from app.policy.forms.conditions import (
    EMPTY_ROWS,
    MOST_TESTS,
    AnswerTestForm,
    facts_offered,
    offered,
    row_of_test,
)
from app.policy.forms.fields import (
    CODE,
    LONG,
    SHORT,
    AlwaysOneOf,
    LinesField,
    NameField,
    WholeField,
    fits_an_address,
)
from licensing.licences import VenueCategory
from licensing.policy import (
    CategoryTest,
    Document,
    Drawn,
    FactKind,
    LegalKind,
    LocalDays,
    Otherwise,
    Point,
    Policy,
    Question,
    Span,
    Zone,
)

LONGEST_NAME = 160
LONGEST_DECISION = 200
A_HUNDRED = 100
_CORNER = re.compile(r"(\d{1,3})[ ,;]+(\d{1,3})")
_SPAN = re.compile(r"(\S+?)(?:\s*(?:–|—|-|til)\s*(\d\S*))?")


class HeadForm(VersionedForm):
    """What a policy is called, when it holds, and where it comes from."""

    name = text_field(_l("Navn"), _l("Skriv hva retningslinjene heter."), longest=LONGEST_NAME)
    first_day = DateField(_l("Gjelder fra"), _l("Skriv dagen retningslinjene gjelder fra."))
    last_day = DateField(_l("Gjelder til og med"))
    decided = text_field(_l("Vedtatt"), longest=LONGEST_DECISION)
    source = area_field(_l("Kilde"), longest=LONG)
    invented = BooleanField(_l("Noe av teksten er oppdiktet"))

    def validate(self, extra_validators: Any = None) -> bool:
        """The days run forwards."""
        valid: bool = super().validate(extra_validators)
        first, last = self.first_day.data, self.last_day.data
        if first and last and last < first:
            self.last_day.errors = [_("Retningslinjene slutter før de begynner. Rett datoene.")]
            return False
        return valid


class PartOfPolicyForm(VersionedForm):
    """One thing beside the rules. `before` is what it was, `taken` the codes of the others."""

    taken: frozenset[str] = frozenset()
    kept = ""
    policy: Policy

    def validate(self, extra_validators: Any = None) -> bool:
        """Every code once."""
        valid: bool = super().validate(extra_validators)
        key = self["code"] if "code" in self else self["category"]
        typed = str(getattr(key.data, "value", key.data) or "")
        if not key.errors and typed in self.taken:
            key.errors = [_("Koden er brukt fra før. Velg en annen.")]
            return False
        # A code that stands already may have come in otherwise, and cannot be changed here.
        if "code" in self and not key.errors and typed != self.kept and not fits_an_address(typed):
            key.errors = [_("Koden kan ikke ha kolon eller skråstrek. Bruk bokstaver og tall.")]
            return False
        return valid

    def offer(self, policy: Policy, before: Any) -> None:
        """Offer what the policy has names for."""
        self.policy = policy

    def part(self) -> Any:
        """The part that a valid form says."""
        raise NotImplementedError

    def keep_key(self, key: str) -> None:
        """The code of a part that there is stays as it is: rules name the part by it."""
        self.kept = key
        self["code"].data = key
        self["code"].raw_data = [key]

    @classmethod
    def shown(cls, policy: Policy, part: Any) -> dict[str, Any]:
        """A part as its form shows it."""
        return dict(vars(part))

    @classmethod
    def empty(cls) -> dict[str, Any]:
        """What the form of a new part shows."""
        return {}


def _code() -> Any:
    return text_field(_l("Kode"), _l("Skriv en kort kode, for eksempel sentrum."), longest=CODE)


class DocumentForm(PartOfPolicyForm):
    """A text that rules come from."""

    code = _code()
    kind = AlwaysOneOf(_l("Rettslig form"), LegalKind, LegalKind.GUIDELINES)
    title = text_field(_l("Tittel"), _l("Skriv tittelen."), longest=SHORT)
    short = text_field(_l("Kort navn"), longest=SHORT)
    adopted_on = DateField(_l("Vedtatt"))
    adopted_by = text_field(_l("Vedtatt av"), longest=SHORT)
    address = text_field(_l("Nettadresse"), longest=SHORT)
    note = area_field(_l("Merknad"), longest=LONG)

    def part(self) -> Document:
        """The document."""
        return Document(
            self.code.data,
            self.kind.data,
            self.title.data,
            self.short.data or "",
            self.adopted_on.data,
            self.adopted_by.data or "",
            self.address.data or "",
            self.note.data or "",
        )


class ZoneForm(PartOfPolicyForm):
    """A named area."""

    code = _code()
    name = text_field(_l("Navn"), _l("Skriv hva sonen heter."), longest=SHORT)
    drawn = AlwaysOneOf(_l("Hvordan er sonen avgrenset?"), Drawn, Drawn.NOBODY)
    drawn_by = text_field(_l("Hvem avgrenser sonen?"), longest=SHORT)
    streets = LinesField(_l("Gater"))
    outline = LinesField(_l("Omriss på planen"))
    note = area_field(_l("Merknad"), longest=LONG)

    def validate(self, extra_validators: Any = None) -> bool:
        """Every corner is two numbers of the plan."""
        valid: bool = super().validate(extra_validators)
        if not all(self._corner(line) for line in self.outline.data):
            self.outline.errors = [
                _("Skriv ett hjørne på hver linje, som to tall fra 0 til 100, for eksempel 20 35.")
            ]
            return False
        return valid

    @staticmethod
    def _corner(line: str) -> Point | None:
        found = _CORNER.fullmatch(line.strip())
        if found is None or max(int(found[1]), int(found[2])) > A_HUNDRED:
            return None
        return Point(int(found[1]), int(found[2]))

    def part(self) -> Zone:
        """The zone."""
        corners = (self._corner(line) for line in self.outline.data)
        return Zone(
            self.code.data,
            self.name.data,
            self.drawn.data,
            self.streets.data,
            tuple(corner for corner in corners if corner is not None),
            self.drawn_by.data or "",
            self.note.data or "",
        )

    @classmethod
    def shown(cls, policy: Policy, part: Zone) -> dict[str, Any]:
        """The zone, with a line for each corner."""
        return {**vars(part), "outline": tuple(f"{corner.x} {corner.y}" for corner in part.outline)}


class CategoryForm(PartOfPolicyForm):
    """What a venue must be in order to be called so here."""

    category = AlwaysOneOf(_l("Type virksomhet"), VenueCategory)
    name = text_field(_l("Hva typen heter i teksten"), longest=SHORT)
    words = area_field(_l("Ordlyden i teksten"), longest=LONG)
    tests = FieldList(FormField(AnswerTestForm), max_entries=MOST_TESTS)
    otherwise = AlwaysOneOf(_l("Når kravene ikke er oppfylt"), Otherwise)
    question = text_field(_l("Spørsmål til søkeren når kravene ikke er oppfylt"), longest=SHORT)
    document = NameField(_l("Dokument"))
    paragraph = text_field(_l("Punkt"), longest=SHORT)

    def offer(self, policy: Policy, before: CategoryTest | None) -> None:
        """The documents and questions of the policy."""
        super().offer(policy, before)
        documents = {one.code: one.short or one.title for one in policy.documents}
        named = [before.document] if before and before.document else []
        self.document.choices = [*offered({"": _("Ikke oppgitt")}, ()), *offered(documents, named)]
        facts = facts_offered(policy, [test.fact for test in before.tests] if before else [])
        for row in self.tests:
            row.form.policy = policy
            row.form.fact.choices = [*offered({"": _("Velg")}, ()), *facts]

    def part(self) -> CategoryTest:
        """The definition."""
        return CategoryTest(
            category=self.category.data,
            name=self.name.data or "",
            words=self.words.data or "",
            tests=tuple(row.form.test for row in self.tests if row.form.test is not None),
            otherwise=self.otherwise.data,
            question=self.question.data or "",
            document=self.document.data or "",
            paragraph=self.paragraph.data or "",
        )

    def keep_key(self, key: str) -> None:
        """The category of a definition that there is stays as it is."""
        self.category.data = VenueCategory(key)
        self.category.choices = [choice for choice in self.category.choices if choice.value == key]

    @classmethod
    def empty(cls) -> dict[str, Any]:
        """Empty rows for tests."""
        return {"tests": [{} for _row in range(EMPTY_ROWS)]}

    @classmethod
    def shown(cls, policy: Policy, part: CategoryTest) -> dict[str, Any]:
        """The definition, with empty rows for more tests."""
        rows: list[Any] = [row_of_test(policy, test) for test in part.tests]
        return {**vars(part), "tests": rows + [{} for _row in range(EMPTY_ROWS)]}


class QuestionForm(PartOfPolicyForm):
    """A question that the rules ask of a case."""

    code = _code()
    text = text_field(_l("Spørsmålet"), _l("Skriv spørsmålet, slik at en søker kan svare."), longest=SHORT)
    kind = AlwaysOneOf(_l("Svaret er"), FactKind)
    unit = text_field(_l("Enhet"), longest=60)

    def part(self) -> Question:
        """The question."""
        return Question(self.code.data, self.text.data, self.kind.data, self.unit.data or "")


class LocalDaysForm(PartOfPolicyForm):
    """Days with a name of their own, by a rule or year by year."""

    code = _code()
    name = text_field(_l("Navn"), _l("Skriv hva dagene heter."), longest=SHORT)
    yearly = text_field(_l("Begynner hvert år"), longest=SHORT)
    lasting = WholeField(_l("Varer"), least=1, most=60)
    spans = LinesField(_l("Bestemte år"))

    read_yearly: Any = None
    read_spans: tuple[Span, ...] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """The rule and the dates can be read, and one of them is given."""
        valid: bool = super().validate(extra_validators)
        self.read_yearly = yearly_of(self.yearly.data) if self.yearly.data else None
        if self.yearly.data and self.read_yearly is None:
            self.yearly.errors = [
                _("Skriv for eksempel «nest siste tirsdag i februar», «17. mai» eller «3 dager før påske».")
            ]
            return False
        try:
            self.read_spans = tuple(_span(line) for line in self.spans.data)
        except ValueError as wrong:
            self.spans.errors = [str(wrong)]
            return False
        if valid and self.read_yearly is None and not self.read_spans:
            self.yearly.errors = [_("Skriv når dagene er, som en regel eller som datoer.")]
            return False
        if valid and self.lasting.data and self.read_yearly is None:
            self.yearly.errors = [_("Skriv når dagene begynner hvert år.")]
            return False
        return valid

    def part(self) -> LocalDays:
        """The days."""
        yearly = self.read_yearly
        if yearly is not None:
            yearly = replace(yearly, lasting=self.lasting.data or 1)
        return LocalDays(self.code.data, self.name.data, yearly, self.read_spans)

    @classmethod
    def shown(cls, policy: Policy, part: LocalDays) -> dict[str, Any]:
        """The days, with their rule in words and a line for each year."""
        return {
            "code": part.code,
            "name": part.name,
            "yearly": "" if part.yearly is None else yearly_text(part.yearly),
            "lasting": None if part.yearly is None else part.yearly.lasting,
            "spans": tuple(
                f"{short_date(span.first_day)}–{short_date(span.last_day)}" for span in part.spans
            ),
        }


def _span(line: str) -> Span:
    """The days of a line: "16.02.2027–20.02.2027", or one day. Raises `ValueError` with a sentence."""
    found = _SPAN.fullmatch(line.strip())
    if found is None:
        raise ValueError(_("Skriv fra og til på hver linje, for eksempel 16.02.2027–20.02.2027."))
    first = date_of(found[1])
    last = date_of(found[2]) if found[2] else first
    if last < first:
        raise ValueError(_("Dagene slutter før de begynner. Rett linjen %(line)s.", line=line))
    return Span(first, last)
