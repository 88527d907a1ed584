"""No file names a package registry or a place on somebody's machine."""

import re

from tests.architecture.sources import kept_files, name_of, report

# Written in pieces, so that this file does not name what it looks for.
REGISTRIES = ("pypi", "npmjs", "pythonhosted", "yarnpkg", "jsdelivr", "unpkg", "deb.debian")
FORBIDDEN = re.compile(
    "|".join(
        [*(rf"{re.escape(name)}\.(?:org|com|net)" for name in REGISTRIES), r"(?<![\w./])/(?:work|root|home)/"]
    )
)
NO_TEXT = {".png", ".jpg", ".pdf", ".ico", ".woff2", ".ttf", ".gz"}


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = [
        f"{name_of(path)}:{number}: {line.strip()[:80]}"
        for path in kept_files()
        if path.suffix not in NO_TEXT and path.name != "test_addresses.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if FORBIDDEN.search(line)
    ]
    assert not found, report(
        "Name packages, not where they come from, and paths inside the project only:", found
    )
