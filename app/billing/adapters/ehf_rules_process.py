"""Runs the official rules on every document of a folder and writes what they say as JSON.

Started by `ehf_rules.py` as a program of its own, never imported.
"""

import json
import sys
from pathlib import Path

from eu_einvoice.validate import validate


def judged(document: Path) -> dict[str, list[str]]:
    """What the rules say against a document, and which rule sets the folder lacks."""
    result = validate(document, profile="peppol", fetch=False)
    return {
        "errors": [f"{found['rule']}: {found['message']}" for found in result["errors"]],
        "skipped": [str(skipped).partition(" ")[0] for skipped in result["layers_skipped"]],
    }


if __name__ == "__main__":
    json.dump({path.name: judged(path) for path in sorted(Path(sys.argv[1]).iterdir())}, sys.stdout)
