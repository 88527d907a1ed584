"""Fields say what is wrong where it is wrong, to the eye and to a screen reader."""

import re
from collections.abc import Callable

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    FieldList,
    FileField,
    Form,
    FormField,
    RadioField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

Render = Callable[..., str]


class Person(Form):
    surname = StringField("Etternavn", [InputRequired("Skriv etternavnet.")])


class Application(Form):
    venue = StringField(
        "Sted", [InputRequired("Skriv navnet på stedet."), Length(max=80)], description="Som på skiltet."
    )
    phone = StringField("Telefon", [Optional()])
    kind = RadioField(
        "Slag",
        [InputRequired("Velg slag.")],
        choices=[SelectChoice("sale", "Salg"), SelectChoice("serving", "Skjenking")],
    )
    groups = SelectMultipleField(
        "Grupper", choices=[SelectChoice("1", "Gruppe 1"), SelectChoice("2", "Gruppe 2")]
    )
    waiver = BooleanField("Fritak")
    attachment = FileField("Vedlegg")
    manager = FormField(Person)
    deputies = FieldList(FormField(Person), min_entries=1)


def sent(**values: str) -> Application:
    form = Application(MultiDict(values))
    form.validate()
    return form


def test_a_field_is_tied_to_its_label_hint_and_error(render: Render) -> None:
    html = render("forms", "field", "{{ field(f) }}", f=sent().venue)
    assert '<label class="ds-label" for="venue">Sted</label>' in html
    assert 'aria-describedby="venue-hint venue-error"' in html
    assert 'id="venue-hint"' in html
    assert 'id="venue-error"' in html
    assert 'aria-invalid="true"' in html
    assert "Skriv navnet på stedet." in html


def test_a_field_without_fault_is_not_marked(render: Render) -> None:
    html = render("forms", "field", "{{ field(f) }}", f=sent(venue="Gruvelykta").venue)
    assert "aria-invalid" not in html
    assert 'value="Gruvelykta"' in html


def test_the_browser_neither_stops_nor_cuts_what_is_typed(render: Render) -> None:
    html = render("forms", "field", "{{ field(f) }}", f=sent().venue)
    control = re.search(r"<input[^>]*>", html)
    assert control is not None
    assert " required" not in control[0]
    assert "maxlength" not in control[0]
    assert 'aria-required="true"' in control[0]


def test_only_what_may_be_left_out_is_marked(render: Render) -> None:
    form = sent()
    assert "valgfritt" in render("forms", "field", "{{ field(f) }}", f=form.phone)
    assert "valgfritt" not in render("forms", "field", "{{ field(f) }}", f=form.venue)
    assert "valgfritt" not in render("forms", "field", "{{ field(f, optional=False) }}", f=form.phone)


def test_what_was_typed_is_escaped(render: Render) -> None:
    html = render("forms", "field", "{{ field(f) }}", f=sent(venue='"><script>').venue)
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("macro", "field", "kind"), [("radios", "kind", "radio"), ("checkboxes", "groups", "checkbox")]
)
def test_choices_stand_in_a_named_group(render: Render, macro: str, field: str, kind: str) -> None:
    html = render("forms", macro, f'{{{{ {macro}(f, hints={{"1": "Øl"}}) }}}}', f=sent(groups="1")[field])
    assert html.count(f'type="{kind}"') == 2
    assert "<fieldset" in html
    assert f'<label class="ds-label" for="{field}-1">' in html


def test_the_chosen_choice_stays_chosen(render: Render) -> None:
    html = render("forms", "checkboxes", "{{ checkboxes(f) }}", f=sent(groups="2").groups)
    assert re.findall(r'value="(\d)" checked', html) == ["2"]


def test_a_tick_box_has_its_label_after_it(render: Render) -> None:
    html = render("forms", "checkbox", "{{ checkbox(f, hint='Søk særskilt.') }}", f=sent().waiver)
    assert html.index("<input") < html.index("<label")
    assert 'aria-describedby="waiver-hint"' in html


def test_a_file_field_carries_its_limit_and_the_sentence(render: Render) -> None:
    html = render(
        "forms", "field", "{{ field(f, max_bytes=20971520, max_size='20 MB') }}", f=sent().attachment
    )
    assert 'data-max-bytes="20971520"' in html
    assert "høyst 20 MB" in html


def test_the_summary_links_to_every_field_at_fault(render: Render) -> None:
    html = render("forms", "error_summary", "{{ error_summary(form, ['Taket er nådd.']) }}", form=sent())
    assert 'role="alert"' in html
    assert "<li>Taket er nådd.</li>" in html
    links = re.findall(r'href="#([^"]+)"', html)
    assert links == ["venue", "kind", "manager-surname", "deputies-0-surname"]


def test_a_form_without_faults_has_no_summary(render: Render) -> None:
    assert render("forms", "error_summary", "{{ error_summary(form) }}", form=Application()).strip() == ""


def test_a_button_that_sends_carries_the_token(render: Render) -> None:
    html = render("forms", "post_button", '{{ post_button("/a", "Avslutt", "tok", {"version": 3}) }}')
    assert 'method="post"' in html
    assert 'name="csrf_token" value="tok"' in html
    assert 'name="version" value="3"' in html


def test_groups_sections_and_rows_hold_what_they_are_given(render: Render) -> None:
    for call in (
        'fieldset("Tider")',
        'form_section("Sted", "Hvor?", "sted")',
        "fields_row()",
        "button_row()",
        'filters("/a", "Velg")',
    ):
        name = call.split("(")[0]
        assert "INNHOLD" in render("forms", name, f"{{% call {call} %}}INNHOLD{{% endcall %}}")
