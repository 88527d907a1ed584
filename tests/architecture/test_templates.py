"""Templates decide how a page looks, never what it says or counts; they stand in their slice."""

import ast
import re

from jinja2 import nodes

from licensing.matters import Matter
from tests.architecture.markup import syntax, tags, templates
from tests.architecture.sources import TEMPLATES, calls, files, name_of, report

SHARED = {"layouts", "components", "errors"}
ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
CALCULATING_FILTERS = {"sum", "round", "float", "safe"}
HANDLER = re.compile(r"^on[a-z]+$")


# What renders a page: Flask's own, and the frame that every act on a case shares.
RENDERING = frozenset({"render_template", "act_page", "carry_out"})


def rendered() -> list[tuple[str, str, str]]:
    """Each template that a module asks for: the slice, the place, the template."""
    return [
        (name_of(path).split("/")[1], f"{name_of(path)}:{call.lineno}", call.args[0].value)
        for path in files("app")
        for call, name in calls(path)
        if name in RENDERING
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    ]


def used_by_templates() -> set[str]:
    """Each template that another one extends, includes or imports."""
    return {
        node.template.value
        for path in templates()
        for node in syntax(path).find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport))
        if isinstance(node.template, nodes.Const)
    }


def test_a_slice_renders_its_own_templates() -> None:
    found = [
        f"{place} renders {template}"
        for owner, place, template in rendered()
        if template.split("/")[0] not in SHARED | {owner} and owner.removesuffix(".py") not in {"errors"}
    ]
    assert not found, report(
        "Put the template under templates/<slice>/, or share a part in components/:", found
    )


def test_templates_that_are_named_exist() -> None:
    known = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file()}
    named = {template for _owner, _place, template in rendered()} | used_by_templates()
    missing = sorted(named - known)
    assert not missing, report("Write the template, or correct its name:", missing)


def test_every_folder_of_templates_is_a_slice() -> None:
    slices = {path.name for path in TEMPLATES.parent.joinpath("app").iterdir() if path.is_dir()}
    found = [
        folder.name
        for folder in TEMPLATES.iterdir()
        if folder.is_dir() and folder.name not in slices | SHARED | {"letters", "emails"}
    ]
    assert not found, report("Name the folder after the slice in app/ that renders it:", found)


def test_every_page_is_used() -> None:
    used = {template for _owner, _place, template in rendered()} | used_by_templates()
    found = [
        name_of(path)
        for path in templates()
        if path.relative_to(TEMPLATES).as_posix() not in used
        and path.relative_to(TEMPLATES).parts[0] not in {"errors", "letters"}
        and not (path.parent.name == "matters" and path.stem in set(Matter))
    ]
    assert not found, report("Nothing shows this template; remove it:", found)


def joins_lists(node: nodes.Node) -> bool:
    """Whether a plus puts lists together, which is no arithmetic."""
    if isinstance(node, nodes.Add):
        return joins_lists(node.left) or joins_lists(node.right)
    if isinstance(node, nodes.CondExpr):
        return joins_lists(node.expr1)
    return isinstance(node, nodes.List)


def test_templates_do_not_calculate() -> None:
    found = [
        f"{name_of(path)}:{node.lineno} {type(node).__name__.lower()}"
        for path in templates()
        for node in syntax(path).find_all(ARITHMETIC)
        if not joins_lists(node)
    ]
    found += [
        f"{name_of(path)}:{node.lineno} |{node.name}"
        for path in templates()
        for node in syntax(path).find_all(nodes.Filter)
        if node.name in CALCULATING_FILTERS
    ]
    assert not found, report("Let the query or the view hand over the finished figure or markup:", found)


def test_templates_hold_no_style_and_no_script() -> None:
    found = [
        f"{name_of(path)}:{line} <{tag}>"
        for path in templates()
        for line, tag, given in tags(path)
        if tag == "style"
        or (tag == "script" and "src" not in given)
        or "style" in given
        or any(HANDLER.match(name) for name in given)
    ]
    assert not found, report("The content policy forbids it; use app/static/:", found)


def test_every_form_that_sends_carries_its_token() -> None:
    found = [
        f"{name_of(path)}:{line}"
        for path in templates()
        for line, tag, given in tags(path)
        if tag == "form"
        and given.get("method", "get").lower() == "post"
        and not re.search(r"csrf|hidden_tag|form_", path.read_text(encoding="utf-8"))
    ]
    assert not found, report("Let the form carry its CSRF token (components/forms.html):", found)
