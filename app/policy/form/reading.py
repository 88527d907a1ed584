"""A policy read from its text, with the line of every part of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.policy.form.codecs import Named, Reading, Word, nearest
from app.policy.form.errors import BadPolicy
from app.policy.form.notes import Owner, notes_of
from app.policy.form.records import items_of, read_record, read_values, unknown_key
from app.policy.form.shapes import EFFECTS, HEAD, PARTS, RULE
from app.policy.form.tree import MOST_BYTES, Branch, Comment, Entry, Node, Scalar, tree_of
from app.policy.form.words import SORT_WORDS, TOLD, word_of
from licensing.policy import EFFECT_OF, Policy, RuleKind
from licensing.policy.checking import PolicyPart
from licensing.policy.circles import circles_in

MOST_RULES = 1000
ENCODING = "utf-8"
KIND = Word(RuleKind)
# The parts that have a note of their own.
NOTED = frozenset({"documents", "zones", "rules"})
SORTS = {
    "documents": PolicyPart.DOCUMENT.value,
    "zones": PolicyPart.ZONE.value,
    "categories": PolicyPart.CATEGORY.value,
    "local_days": PolicyPart.LOCAL_DAYS.value,
    "questions": PolicyPart.QUESTION.value,
}


@dataclass(frozen=True)
class ReadPolicy:
    """A policy and where its parts stand in the text that it was read from."""

    policy: Policy
    lines: Mapping[str, int]
    """The line of each rule by its code, of other parts by sort and code ("zone:sentrum")."""

    def line_of(self, code: str, part: PolicyPart = PolicyPart.RULE) -> int:
        """The line of a rule or another part; the first line for what is no part of the text."""
        return self.lines.get(code if part is PolicyPart.RULE else f"{part.value}:{code}", 1)


def read_bytes(data: bytes) -> ReadPolicy:
    """The policy in a file. Raises `BadPolicy`."""
    if len(data) > MOST_BYTES:
        raise BadPolicy("policy_too_large", 1, kilobytes=MOST_BYTES // 1024)
    try:
        return read_policy(data.decode(ENCODING))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadPolicy("policy_encoding", line) from None


def read_policy(text: str) -> ReadPolicy:
    """The policy that a text gives, with its lines.

    Comments become notes of what they stand on or above. Raises `BadPolicy` for the first thing that cannot
    be read; whether the rules can be used is for the check to say.
    """
    root, comments = tree_of(text)
    if not isinstance(root, Branch):
        raise BadPolicy("policy_not_a_policy", root.line)
    reading = Reading()
    head, parts = _split(root)
    values = read_values(HEAD, head, HEAD.name, reading)
    lines: dict[str, int] = {}
    owners: list[Owner] = []
    for word, attribute, shape in PARTS:
        entry = parts.get(word)
        nodes = () if entry is None else _items(entry)
        values[attribute] = tuple(_read_part(attribute, shape, node, word, reading) for node in nodes)
        for number, (node, value) in enumerate(zip(nodes, values[attribute], strict=True)):
            code = _code_of(attribute, value)
            name = code if attribute == "rules" else f"{SORTS[attribute]}:{code}"
            if name in lines:
                raise BadPolicy("policy_twice", node.line, named=code, first=lines[name])
            lines[name] = node.line
            owners.append(Owner(attribute, number, f"{word}, {code}", node))
    policy = Policy(id="", version=1, **values)
    _check_names(policy, reading.named, lines)
    _check_structure(policy, lines)
    return ReadPolicy(_with_notes(policy, root, owners, comments), lines)


def _split(root: Branch) -> tuple[Branch, dict[str, Entry]]:
    """The keys of the policy itself, and its lists by their words."""
    words = {word for word, _attribute, _shape in PARTS}
    known: dict[str, object] = dict.fromkeys([*HEAD.words, *(word for word, _attribute, _shape in PARTS)])
    for entry in root.entries:
        if entry.key not in known:
            raise unknown_key(entry, known, HEAD.name)
    head = Branch(root.line, tuple(entry for entry in root.entries if entry.key not in words))
    return head, {entry.key: entry for entry in root.entries if entry.key in words}


def _items(entry: Entry) -> tuple[Node, ...]:
    if isinstance(entry.value, Scalar) and entry.value.is_nothing:
        return ()
    items = items_of(entry.value, entry.key)
    if len(items) > MOST_RULES:
        raise BadPolicy("policy_too_many", entry.line, key=entry.key, most=MOST_RULES)
    return items


def _read_part(attribute: str, shape: Any, node: Node, word: str, reading: Reading) -> Any:
    if attribute == "rules" and isinstance(node, Branch):
        _check_block(node)
    return read_record(shape, node, word, reading)


def _code_of(attribute: str, value: Any) -> str:
    return str(value.category.value) if attribute == "categories" else str(value.code)


def _check_block(node: Branch) -> None:
    """A rule has the block of its type and no other."""
    blocks = {key.attribute: key.word for key in EFFECTS}
    kind_entry = node.entry("type")
    if kind_entry is None:
        return  # The shape says so, with the line.
    kind = KIND.read(kind_entry.value, kind_entry.key, Reading())
    wanted = blocks.get(EFFECT_OF.get(kind, ""), "")
    for entry in node.entries:
        if entry.key in blocks.values() and entry.key != wanted:
            raise BadPolicy(
                "policy_block_of_another" if wanted else "policy_block_of_none",
                entry.line,
                key=entry.key,
                rule_type=word_of(kind),
                wanted=wanted,
            )
    if wanted and node.entry(wanted) is None:
        raise BadPolicy("policy_block_missing", node.line, rule_type=word_of(kind), wanted=wanted)


def _check_names(policy: Policy, named: Iterable[Named], lines: Mapping[str, int]) -> None:
    """Whatever a rule names, stands in the text."""
    known: dict[str, set[str]] = {
        "document": {document.code for document in policy.documents},
        "zone": {zone.code for zone in policy.zones},
        "local_days": {days.code for days in policy.local_days},
        "question": {question.code for question in policy.questions} | set(TOLD),
        RULE: {rule.code for rule in policy.rules},
    }
    for one in named:
        if one.code in known[one.sort]:
            continue
        like = nearest(one.code, known[one.sort])
        raise BadPolicy(
            "policy_name_unknown_like" if like else "policy_name_unknown",
            one.line,
            sort=SORT_WORDS[one.sort],
            named=one.code,
            like=like,
        )
    here = set(policy.municipalities)
    for rule in policy.rules:
        strange = [number for number in rule.municipalities if here and number not in here]
        if strange:
            raise BadPolicy("policy_municipality_elsewhere", lines[rule.code], number=strange[0])
    for question in policy.questions:
        if question.code in TOLD.values():
            raise BadPolicy("policy_question_told", lines[f"question:{question.code}"], named=question.code)


def _check_structure(policy: Policy, lines: Mapping[str, int]) -> None:
    for ring in circles_in(policy.rules):
        raise BadPolicy("policy_circle", lines[ring[0]], rules=", ".join(ring))


def _with_notes(policy: Policy, root: Branch, owners: Sequence[Owner], comments: Iterable[Comment]) -> Policy:
    """The policy with its comments as notes; what has no note of its own has it in the policy's source."""
    parts: dict[str, list[Any]] = {attribute: list(getattr(policy, attribute)) for _w, attribute, _s in PARTS}
    source = [policy.source] if policy.source else []
    for owner, text in notes_of(root, owners, comments):
        if owner is None:
            source.append(text)
        elif owner.attribute in NOTED:
            part = parts[owner.attribute][owner.number]
            note = "\n".join(words for words in (part.note, text) if words)
            parts[owner.attribute][owner.number] = replace(part, note=note)
        else:
            source.append(f"{owner.name}: {text}")
    given: dict[str, Any] = {attribute: tuple(values) for attribute, values in parts.items()}
    return replace(policy, source="\n".join(source), **given)
