"""Tables, tags, findings, acts and the rest: the word is there, never the colour alone."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import pytest
from jinja2 import Environment

from licensing.assessment import FindingOutcome
from licensing.cases import CaseState

Render = Callable[..., str]


@dataclass(frozen=True)
class Clock:
    text: str
    tone: str


@dataclass(frozen=True)
class Finding:
    outcome: Enum
    outcome_label: str
    text: str


def test_a_table_names_itself_and_its_columns(render: Render) -> None:
    html = render(
        "tables",
        "table",
        """{% set due = {"label": "Frist", "sort": "?s=frist", "direction": "ascending"} %}
        {% call table("Saker", ["Sak", due]) %}
        <tr><th scope="row">1</th><td data-label="Frist">i dag</td></tr>{% endcall %}""",
    )
    assert "<caption>Saker</caption>" in html
    assert '<th scope="col">Sak</th>' in html
    assert 'aria-sort="ascending"' in html
    assert 'href="?s=frist"' in html


def test_a_table_without_rows_says_so_in_words(render: Render) -> None:
    html = render("tables", "table", '{% call table("Saker", ["Sak"], empty="Ingen saker.") %} {% endcall %}')
    assert "<table" not in html
    assert "Ingen saker." in html


def test_a_table_that_scrolls_can_be_reached_by_keyboard(render: Render) -> None:
    html = render("tables", "table", '{% call table("Tall", ["A"], scroll=True) %}<tr></tr>{% endcall %}')
    assert 'role="region" tabindex="0" aria-label="Tall"' in html


def test_a_fact_that_is_not_known_says_so(render: Render) -> None:
    html = render("tables", "facts", '{{ facts([("Styrer", None), ("Sted", "Ålen")]) }}')
    assert "Ikke oppgitt" in html
    assert "<dd>Ålen</dd>" in html


def test_every_state_of_a_case_has_its_colour(words: Environment) -> None:
    tones = words.get_template("components/tags.html").module.TONES
    missing = {state.value for state in CaseState} - set(tones)
    assert not missing, f"Give these states a colour in components/tags.html: {missing}"


def test_every_outcome_of_a_finding_has_its_icon(words: Environment) -> None:
    icons = words.get_template("components/findings.html").module.ICONS
    missing = {outcome.value for outcome in FindingOutcome} - set(icons)
    assert not missing, f"Give these outcomes an icon in components/findings.html: {missing}"


@pytest.mark.parametrize("kind", ["incomplete", CaseState.INCOMPLETE], ids=["value", "member"])
def test_a_state_takes_the_member_or_its_value(render: Render, kind: object) -> None:
    html = render("tags", "state", '{{ state(kind, "Mangler opplysninger") }}', kind=kind)
    assert 'data-color="warning"' in html
    assert "Mangler opplysninger" in html


def test_a_clock_says_how_late_it_is(render: Render) -> None:
    html = render("tags", "clock", "{{ clock(c) }}", c=Clock("3 dager over fristen", "danger"))
    assert "3 dager over fristen" in html


def test_findings_give_outcome_text_and_paragraph(render: Render) -> None:
    finding = {
        "outcome": "missing",
        "outcome_label": "Mangler",
        "text": "Ingen svar.",
        "citation": "alkoholloven § 1-7",
    }
    plain = Finding(FindingOutcome.OK, "I orden", "Gruppene kan gis.")
    html = render(
        "findings",
        "findings",
        "{{ findings(groups) }}",
        groups=[{"title": "Loven", "findings": [finding, plain]}],
    )
    for text in ("Loven", "Mangler", "Ingen svar.", "alkoholloven § 1-7", "Gruppene kan gis."):
        assert text in html
    assert 'data-outcome="ok"' in html


def test_open_acts_are_buttons_and_closed_ones_have_reasons(render: Render) -> None:
    html = render(
        "acts",
        "acts",
        "{{ acts(may, may_not, 'tok') }}",
        may=[
            {"label": "Fatt vedtak", "url": "/a", "method": "get"},
            {"label": "Avslutt", "url": "/b", "method": "post", "fields": {"version": 2}},
        ],
        may_not=[{"label": "Send", "reason": "Det er ikke fattet vedtak."}],
    )
    assert html.count('data-variant="primary"') == 1
    assert 'value="tok"' in html
    assert 'name="version" value="2"' in html
    assert "Det er ikke fattet vedtak." in html


def test_events_carry_time_actor_and_details(render: Render) -> None:
    html = render(
        "timeline",
        "timeline",
        "{{ timeline(events) }}",
        events=[
            {"time": "i dag", "text": "Mottatt.", "actor": "Ingrid", "details": [("Kilde", "post")]},
            {"time": "i går", "text": "Skrevet.", "details": "Fritekst"},
        ],
    )
    for text in ("Ingrid", "Mottatt.", "<dt>Kilde</dt>", "Fritekst"):
        assert text in html


def test_a_document_shows_what_shields_it(render: Render) -> None:
    html = render(
        "documents",
        "documents",
        "{{ documents(items) }}",
        items=[
            {"title": "Vedlegg", "access": "Unntatt offentlighet"},
            {"title": "Brev", "url": "/b", "kind": "PDF"},
        ],
    )
    assert "Unntatt offentlighet" in html
    assert 'href="/b"' in html


def test_the_pager_offers_only_pages_that_exist(render: Render) -> None:
    html = render("paging", "pager", '{{ pager(None, "/n", "Viser 1–50") }}')
    assert 'rel="next"' in html
    assert 'rel="prev"' not in html


def test_a_notice_takes_text_or_contents(render: Render) -> None:
    assert "Se her." in render("notices", "notice", '{{ notice("info", "Se her.") }}')
    assert "<p>Mer</p>" in render("notices", "notice", '{% call notice("warning") %}<p>Mer</p>{% endcall %}')


def test_the_road_of_a_case_is_read_aloud_too(render: Render) -> None:
    html = render(
        "sections",
        "progress",
        '{{ progress(steps, "Vei") }}',
        steps=[{"label": "Mottatt", "state": "done"}, {"label": "Vedtatt", "state": "current"}],
    )
    assert "Ferdig:" in html
    assert 'aria-current="step"' in html
