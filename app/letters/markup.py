"""The markup of letters: what a text folder may hold, read into blocks that say what a text is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

WHITESPACE = re.compile(r"[ \t\r\n]+")


class MarkupError(ValueError):
    """A text folder holds something that no letter can show."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


@dataclass(frozen=True)
class Span:
    """A stretch of text with one weight; a line break is a newline."""

    text: str
    strong: bool = False


Text = tuple[Span, ...]


@dataclass(frozen=True)
class Paragraph:
    text: Text


@dataclass(frozen=True)
class Heading:
    text: Text


@dataclass(frozen=True)
class BulletList:
    items: tuple[Text, ...]


@dataclass(frozen=True)
class NumberedItem:
    number: str
    text: Text


@dataclass(frozen=True)
class NumberedList:
    items: tuple[NumberedItem, ...]


@dataclass(frozen=True)
class Fact:
    label: str
    value: Text


@dataclass(frozen=True)
class Facts:
    """Labels with their values, one under the other."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True)
class Table:
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True)
class Quotation:
    """What somebody else wrote: a voted text, a statement."""

    paragraphs: tuple[Text, ...]


@dataclass(frozen=True)
class SignatureLine:
    name: str
    title: str


@dataclass(frozen=True)
class Signature:
    closing: str
    people: tuple[SignatureLine, ...]
    note: str


Block = Paragraph | Heading | BulletList | NumberedList | Facts | Table | Quotation | Signature


def plain(text: Text) -> str:
    return "".join(span.text for span in text)


def blocks_of(source: str) -> tuple[Block, ...]:
    """The blocks of a letter's text, in reading order; blocks that hold nothing are left out."""
    try:
        root = ElementTree.fromstring(source)  # noqa: S314 - our own folders; what users wrote comes in escaped
    except ElementTree.ParseError as error:
        raise MarkupError("letter_is_not_well_formed", problem=str(error)) from error
    blocks = (_block(element) for element in root)
    return tuple(block for block in blocks if block is not None)


def _block(element: ElementTree.Element) -> Block | None:
    match element.tag:
        case "p":
            return Paragraph(text) if (text := _text(element)) else None
        case "heading":
            return Heading(_text(element))
        case "list":
            items = tuple(_text(item) for item in _children(element, "item"))
            return BulletList(items) if items else None
        case "numbered":
            numbered = tuple(
                NumberedItem(item.get("number", str(place)), _text(item))
                for place, item in enumerate(_children(element, "item"), start=1)
            )
            return NumberedList(numbered) if numbered else None
        case "facts":
            rows = tuple(Fact(row.attrib["label"], _text(row)) for row in _children(element, "row"))
            return Facts(rows) if rows else None
        case "table":
            return _table(element)
        case "quotation":
            return Quotation(tuple(_text(paragraph) for paragraph in _children(element, "p")))
        case "signature":
            people = tuple(
                SignatureLine(person.attrib["name"], person.attrib["title"])
                for person in _children(element, "person")
            )
            return Signature(element.attrib["closing"], people, element.get("note", ""))
        case unknown:
            raise MarkupError("letter_holds_unknown_element", element=unknown)


def _table(element: ElementTree.Element) -> Table:
    head, *rows = (
        tuple(_text(cell) for cell in _children(row, "cell")) for row in _children(element, "head", "row")
    )
    widths = {len(row) for row in (head, *rows)}
    if len(widths) > 1:
        raise MarkupError("table_rows_differ_in_width", widths=sorted(widths))
    return Table(head, tuple(rows))


def _children(element: ElementTree.Element, *tags: str) -> Iterator[ElementTree.Element]:
    for child in element:
        if child.tag not in tags:
            raise MarkupError("letter_holds_unknown_element", element=child.tag)
        yield child


def _text(element: ElementTree.Element) -> Text:
    """The text of an element, with the line breaks and blanks of the file itself taken out."""
    spans: list[Span] = []
    for span in _spans(element):
        text = span.text
        if text != "\n":
            text = WHITESPACE.sub(" ", text)
            if not spans or spans[-1].text.endswith((" ", "\n")):
                text = text.lstrip(" ")
        elif spans:
            spans[-1] = Span(spans[-1].text.rstrip(" "), spans[-1].strong)
        if text:
            spans.append(Span(text, span.strong))
    if spans:
        spans[-1] = Span(spans[-1].text.rstrip(" \n"), spans[-1].strong)
    return tuple(span for span in spans if span.text)


def _spans(element: ElementTree.Element) -> Iterator[Span]:
    yield Span(element.text or "")
    for child in element:
        match child.tag:
            case "b":
                yield Span(child.text or "", strong=True)
            case "br":
                yield Span("\n")
            case unknown:
                raise MarkupError("letter_holds_unknown_element", element=unknown)
        yield Span(child.tail or "")
