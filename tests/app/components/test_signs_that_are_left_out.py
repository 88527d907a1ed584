"""A field that holds nothing but signs that cannot be shown is an empty field."""

import pytest

from app.fields import DateField, HoursField
from app.forms import BaseForm, area_field, text_field

MISSING = "Skriv noe."


class Typed(BaseForm):
    class Meta:
        csrf = False

    day = DateField("Dag", MISSING)
    hours = HoursField("Tid", MISSING)
    name = text_field("Navn", MISSING)
    text = area_field("Tekst", MISSING)


@pytest.mark.parametrize("typed", ["\x00", "\N{ZERO WIDTH SPACE}", " \x07 ", "\N{RIGHT-TO-LEFT OVERRIDE}"])
def test_what_must_be_filled_in_is_asked_for(app, typed: str) -> None:
    names = ("day", "hours", "name", "text")
    with app.test_request_context(method="POST", data=dict.fromkeys(names, typed)):
        form = Typed()
        assert not form.validate()
        assert {name: list(form[name].errors) for name in names} == {name: [MISSING] for name in names}
