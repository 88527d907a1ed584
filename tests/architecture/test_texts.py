"""Every text for users goes through gettext, and the catalogues know it."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from tests.architecture.markup import LETTERS, bare_words, templates
from tests.architecture.sources import ROOT, calls, files, name_of, report

CATALOGUE = ROOT / "translations/messages.pot"
TRANSLATIONS = sorted((ROOT / "translations").glob("*/LC_MESSAGES/messages.po"))
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
}
# Calls whose first argument a user reads.
SHOWN = {
    "flash",
    "ValidationError",
    "StopValidation",
    "DataRequired",
    "InputRequired",
    "StringField",
    "TextAreaField",
    "SelectField",
    "SelectMultipleField",
    "RadioField",
    "BooleanField",
    "IntegerField",
    "DecimalField",
    "DateField",
    "FileField",
    "MultipleFileField",
    "PasswordField",
    "SubmitField",
    "FieldList",
}
SHOWN_KEYWORDS = {"label", "message", "description"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")


def test_templates_hold_no_bare_words() -> None:
    found = [f"{name_of(path)}:{line} {text}" for path in templates() for line, text in bare_words(path)]
    assert not found, report('Write {{ _("…") }} or {% trans %}…{% endtrans %}:', found)


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        pytest.param("<p>\n  Ny sak</p>", [(2, "Ny sak")], id="in a paragraph"),
        pytest.param('<button aria-label="Lukk">×</button>', [(1, "Lukk")], id="in an attribute"),
        pytest.param('<input type="submit" value="Send">', [(1, "Send")], id="on a button"),
        pytest.param("{% if late %}Sen{% endif %}", [(1, "Sen")], id="inside a condition"),
        pytest.param('<p title="{{ _("Ny") }}">{{ _("Ny sak") }}</p>', [], id="translated"),
        pytest.param("{% trans %}Ny sak{% endtrans %}", [], id="translated as a block"),
        pytest.param('<p class="tall" id="ny">{{ count }} – 2</p>', [], id="no words"),
        pytest.param("{% block body_class %}plain{% endblock %}", [], id="a name for the style sheet"),
    ],
)
def test_bare_words_are_told_from_translated_ones(
    tmp_path: Path, markup: str, found: list[tuple[int, str]]
) -> None:
    template = tmp_path / "page.html"
    template.write_text(markup, encoding="utf-8")
    assert list(bare_words(template)) == found


def test_modules_show_no_bare_words() -> None:
    found = [
        f"{name_of(path)}:{text.lineno} {text.value!r}"
        for path in files("app")
        if not name_of(path).startswith(("app/demo/", "app/cli"))
        for call, name in calls(path)
        for text in (
            *(call.args[:1] if name in SHOWN else ()),
            *(keyword.value for keyword in call.keywords if keyword.arg in SHOWN_KEYWORDS and name in SHOWN),
        )
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and LETTERS.search(text.value)
    ]
    assert not found, report('Write _("…") in functions and _l("…") in classes and modules:', found)


def test_the_catalogue_holds_every_text_and_no_other() -> None:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    now = {
        (context, message)
        for _file, _line, message, _comments, context in extract_from_dir(
            ROOT, method_map=methods, options_map=options, keywords=KEYWORDS
        )
    }
    kept = {(message.context, message.id) for message in _read(CATALOGUE) if message.id}
    missing = [str(message) for _context, message in sorted(now - kept, key=str)]
    gone = [str(message) for _context, message in sorted(kept - now, key=str)]
    assert not missing, report("New texts; run: make messages", missing)
    assert not gone, report("Texts that nothing shows any more; run: make messages", gone)


def test_a_translation_keeps_the_places_for_facts() -> None:
    found = [
        f"{name_of(path)}: {message.id}"
        for path in TRANSLATIONS
        for message in _read(path)
        if message.id and _translated(message.string) and not _same_places(message.id, message.string)
    ]
    assert not found, report("The translation must hold the same %(facts)s as the source:", found)


def _read(path: object) -> Catalog:
    with open(str(path), "rb") as source:
        return read_po(source)


def _translated(text: object) -> bool:
    return bool(text) if isinstance(text, str) else any(text) if isinstance(text, (list, tuple)) else False


def _same_places(source: object, translation: object) -> bool:
    sources = [source] if isinstance(source, str) else list(source)  # type: ignore[call-overload] # plural forms
    translations = [translation] if isinstance(translation, str) else list(translation)  # type: ignore[call-overload] # plural forms
    places = [set(PLACEHOLDER.findall(str(text))) for text in sources]
    return all(set(PLACEHOLDER.findall(str(text))) in places for text in translations)
