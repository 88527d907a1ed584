"""The grant as HTML and CSS: the same words, sizes and fonts, for WeasyPrint to draw."""

from pathlib import Path

from markupsafe import Markup

from app.letters import markup
from app.letters.markup import Block, Text
from app.letters.texts import LetterContent, frame_words, long_date, organisation_number, render_text
from app.letters.typesetting import FONT_FOLDER
from tests.golden.letter_facts import FINAL, GRANT, LETTERHEAD, RECIPIENT

WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}
STYLE = """
@page { size: A4; margin: 25mm 28mm 25mm 25mm; @bottom-left { content: element(foot) }
  @bottom-right { content: "Side " counter(page) " av " counter(pages); font: 8pt Inter; color: #545d68 } }
@page :first { margin-top: 17mm }
body { font: 10pt/14pt Inter; color: #1b1f24; margin: 0 }
h1 { font: 700 14pt/18.5pt Inter; margin: 0 0 10pt }
h2 { font: 600 11pt/15pt Inter; margin: 8pt 0 3pt; break-after: avoid }
p { margin: 0 0 6pt; orphans: 2; widows: 2 }
ul, ol { margin: 0 0 3pt; padding-left: 20pt }
li { margin-bottom: 4pt }
b { font-weight: 600 }
table { width: 100%; border-collapse: collapse; margin-bottom: 9pt; break-inside: avoid }
td, th { border-bottom: .5pt solid #c3c9d0; padding: 2.4pt 8pt 2.4pt 0; text-align: left;
  vertical-align: top }
th { font: 600 9.5pt/13pt Inter }
.facts th { width: 42mm; font: 10pt/14pt Inter; color: #545d68 }
.sender { font: 600 15pt/18pt Inter; color: #0b4a6f; margin: 0 }
.unit { font-size: 9.5pt; color: #545d68; margin-bottom: 20mm }
.address { float: left; width: 80mm; height: 40mm }
.references { margin-left: 93mm; width: auto; font-size: 9pt }
.references td, .references th { border: 0; padding: 0 }
.text { clear: both }
.foot { position: running(foot); font: 8pt/10.5pt Inter; color: #545d68; border-top: .5pt solid #c3c9d0 }
blockquote { margin: 0 14pt; padding-left: 12pt; border-left: 1.5pt solid #c3c9d0 }
"""


def write_letter(folder: Path) -> None:
    """Write letter.html and letter.css into a folder."""
    faces = (
        f'@font-face {{ font-family: Inter; font-weight: {weight}; src: url("{path.as_uri()}") }}'
        for name, weight in WEIGHTS.items()
        if (path := FONT_FOLDER / f"Inter-{name}.ttf").is_file()
    )
    (folder / "letter.css").write_text("\n".join((*faces, STYLE)), encoding="utf-8")
    content = render_text("grant", "nb", GRANT)
    blocks = Markup("\n").join(_block(block) for block in content.blocks)
    page = Markup(
        '<!doctype html><html lang="nb"><meta charset="utf-8"><title>{title}</title>\n{frame}'
        '<div class="text"><h1>{title}</h1>\n{blocks}</div></html>'
    ).format(title=content.subject, frame=_frame(content), blocks=blocks)
    (folder / "letter.html").write_text(page, encoding="utf-8")


def _frame(content: LetterContent) -> Markup:
    words = frame_words(content.language)
    references = (
        (words.date, long_date(FINAL.letter_date, content.language)),
        (words.our_reference, FINAL.case_number),
        (words.caseworker, FINAL.caseworker or ""),
    )
    number = organisation_number(RECIPIENT.organisation_number or "")
    address = (RECIPIENT.name, *RECIPIENT.lines, f"{words.organisation_number} {number}")
    foot = (
        ", ".join((LETTERHEAD.municipality, *LETTERHEAD.postal_address)),
        f"{words.phone} {LETTERHEAD.phone} · {LETTERHEAD.email} · {LETTERHEAD.website} · "
        f"{words.organisation_number} {organisation_number(LETTERHEAD.organisation_number)}",
    )
    return Markup(
        '<div class="foot">{foot}</div><p class="sender">{sender}</p><p class="unit">{unit}</p>'
        '<div class="address">{address}</div><table class="references">{references}</table>\n'
    ).format(
        foot=_lines(foot),
        sender=LETTERHEAD.municipality,
        unit=LETTERHEAD.unit,
        address=_lines(address),
        references=_row_lines(references),
    )


def _lines(lines: tuple[str, ...]) -> Markup:
    return Markup("<br>").join(lines)


def _row_lines(rows: tuple[tuple[str, str | Markup], ...]) -> Markup:
    return Markup("").join(Markup("<tr><th>{}</th><td>{}</td></tr>").format(*row) for row in rows)


def _text(text: Text) -> Markup:
    spans = (Markup("<b>{}</b>" if span.strong else "{}").format(span.text) for span in text)
    return Markup("").join(spans).replace("\n", Markup("<br>"))


def _each(tag: str, texts: tuple[Text, ...]) -> Markup:
    return Markup("").join(Markup(f"<{tag}>{{}}</{tag}>").format(_text(text)) for text in texts)


def _block(block: Block) -> Markup:
    match block:
        case markup.Paragraph(text):
            return _each("p", (text,))
        case markup.Heading(text):
            return _each("h2", (text,))
        case markup.BulletList(items):
            return Markup("<ul>{}</ul>").format(_each("li", items))
        case markup.NumberedList(numbered):
            return Markup("<ol>{}</ol>").format(_each("li", tuple(item.text for item in numbered)))
        case markup.Facts(rows):
            facts = tuple((row.label, _text(row.value)) for row in rows)
            return Markup('<table class="facts">{}</table>').format(_row_lines(facts))
        case markup.Table(head, table_rows):
            lines = Markup("").join(Markup("<tr>{}</tr>").format(_each("td", row)) for row in table_rows)
            return Markup("<table><tr>{}</tr>{}</table>").format(_each("th", head), lines)
        case markup.Quotation(paragraphs):
            return Markup("<blockquote>{}</blockquote>").format(_each("p", paragraphs))
        case markup.Signature(closing, people, note):
            names = Markup("").join(
                Markup("<td><b>{}</b><br>{}</td>").format(person.name, person.title) for person in people
            )
            return Markup("<p>{}</p><table><tr>{}</tr></table><p>{}</p>").format(closing, names, note)
