"""The catalogue of a request: found once, and never another language's."""

from flask import Flask, render_template_string
from flask_babel import force_locale, get_translations, gettext
from flask_babel import lazy_gettext as _l

WORD = "Saker"
CLOSED = _l("Avsluttet")


def test_a_request_finds_its_catalogue_once(app: Flask) -> None:
    with app.test_request_context():
        assert get_translations() is get_translations()


def test_a_forced_language_holds_while_it_is_forced_and_no_longer(app: Flask) -> None:
    with app.test_request_context():
        bokmaal = get_translations()
        with force_locale("nn"):
            assert get_translations() is not bokmaal
            assert gettext(WORD) == get_translations().gettext(WORD)
        assert get_translations() is bokmaal


def test_two_requests_share_no_language(app: Flask) -> None:
    with app.test_request_context(), force_locale("nn"):
        nynorsk = get_translations()
    with app.test_request_context():
        assert get_translations() is not nynorsk


def test_values_are_escaped_in_a_text_of_a_page(app: Flask) -> None:
    with app.test_request_context():
        assert render_template_string("{{ _('<i>%(name)s', name='<b>') }}") == "<i>&lt;b&gt;"


def test_a_text_outside_a_request_is_the_source_text(app: Flask) -> None:
    assert str(CLOSED) == "Avsluttet"
