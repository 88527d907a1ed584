"""Dependencies point one way; the rules know no framework and no time. See also [tool.importlinter]."""

import ast
import sys

import pytest

from tests.architecture.sources import (
    ROOT,
    RULES,
    calls,
    files,
    imported,
    name_of,
    product_modules,
    report,
    tree,
)

# What is in the standard library, but belongs to the outside world or to the clock.
NOT_FOR_RULES = {
    "os",
    "io",
    "time",
    "random",
    "secrets",
    "socket",
    "sqlite3",
    "subprocess",
    "urllib",
    "logging",
}
MAY_ASK_THE_TIME = {"app/clock.py"}
MAY_READ_SETTINGS = (
    "app/__init__.py",
    "app/__main__.py",
    "app/wsgi.py",
    "app/cli",
    "app/demo",
    "app/migrations/env.py",
)
MAY_COMMIT = ("app/db.py", "app/cli", "app/demo", "app/migrations/env.py")
MAY_OUTLIVE_A_REFUSAL = (
    "app/db.py",
    "app/auth/",
    "app/audit.py",
    "app/access_log.py",
    "app/portal/throttle.py",
)


@pytest.mark.parametrize("package", RULES)
def test_rules_import_nothing_but_the_standard_library_and_each_other(package: str) -> None:
    allowed = (sys.stdlib_module_names - NOT_FOR_RULES) | {"licensing", package}
    found = [
        f"{name_of(path)}:{line} imports {name}"
        for path in files(package)
        for line, name in imported(path)
        if name.split(".")[0] not in allowed
    ]
    assert not found, report(
        "Take what the rule needs as an argument; frameworks and I/O belong in app/:", found
    )


def test_only_the_clock_asks_for_the_time() -> None:
    found = [
        f"{name_of(path)}:{call.lineno} {name}()"
        for path in product_modules()
        if name_of(path) not in MAY_ASK_THE_TIME
        for call, name in calls(path)
        if name in {"today", "now", "utcnow", "monotonic"} and _is_a_clock(call)
    ]
    assert not found, report("Take the day as an argument (`on`), or ask app.clock:", found)


def _is_a_clock(call: ast.Call) -> bool:
    called = call.func
    return isinstance(called, ast.Attribute) and ast.unparse(called.value).split(".")[-1] in {
        "date",
        "datetime",
        "time",
    }


def test_views_never_import_views_or_another_slices_forms() -> None:
    found = []
    for path in files("app"):
        if path.stem != "views" and path.parent.name != "views":
            continue
        own = name_of(path).split("/")[1]
        for line, name in imported(path):
            parts = name.split(".")
            if parts[0] == "app" and len(parts) > 2 and parts[1] != own and parts[2] in {"views", "forms"}:
                found.append(f"{name_of(path)}:{line} imports {name}")
    assert not found, report("Use the other slice's service or queries:", found)


def test_only_create_app_and_the_command_line_read_settings() -> None:
    found = [
        f"{name_of(path)}:{line}"
        for path in files("app")
        if not name_of(path).startswith(MAY_READ_SETTINGS)
        for line, name in imported(path)
        if name.split(".")[0] == "config"
    ]
    assert not found, report("Read the setting in create_app and hand the value on:", found)


def test_only_the_request_commits() -> None:
    found = [
        f"{name_of(path)}:{call.lineno}"
        for path in files("app")
        if not name_of(path).startswith(MAY_COMMIT)
        for call, name in calls(path)
        if name == "commit"
    ]
    assert not found, report("A service flushes and never commits; the view wears @commits:", found)


def test_only_throttling_and_the_access_log_outlive_a_refused_request() -> None:
    found = [
        f"{name_of(path)}:{line}"
        for path in files("app")
        if not name_of(path).startswith(MAY_OUTLIVE_A_REFUSAL)
        for line, name in imported(path)
        if name == "app.db.separate_transaction"
    ]
    assert not found, report("Write within the request's own transaction (@commits):", found)


def test_money_and_litres_are_never_floats() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in files(*RULES)
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]
    assert not found, report("Count in whole øre and hundredths of a litre, or use Decimal:", found)


def test_every_slice_is_a_package() -> None:
    found = [
        name_of(folder)
        for folder in (ROOT / "app").iterdir()
        if folder.name != "migrations" and any(folder.glob("*.py")) and not (folder / "__init__.py").exists()
    ]
    assert not found, report("Add an __init__.py that says in one line what the slice is about:", found)
