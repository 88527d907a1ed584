"""The official rules of EHF (EN 16931 and Peppol BIS Billing 3.0), where a folder with them is configured.

They are run by the package `eu-einvoice`, which an installation adds when it wants them, in a process of its
own: the engine of the rules binds itself to the thread that starts it. Nothing is fetched; what the folder
lacks is told.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from licensing.errors import NotAllowed

PACKAGE = "eu_einvoice"
PROCESS = Path(__file__).with_name("ehf_rules_process.py")
LONGEST_SECONDS = 600


def official_findings(documents: Mapping[str, bytes], rules_dir: Path) -> dict[str, tuple[str, ...]]:
    """What the official rules say against each document, by its name; nothing where all hold.

    Raises `NotAllowed` when the package or the rules are not there.
    """
    if find_spec(PACKAGE) is None:
        raise NotAllowed("ehf_rules_package_missing")
    if not documents:
        return {}
    with TemporaryDirectory() as folder:
        for name, content in documents.items():
            (Path(folder) / name).write_bytes(content)
        told = subprocess.run(  # noqa: S603 - our own file, without a shell
            [sys.executable, "-I", str(PROCESS), folder],
            env={"EINVOICE_RULES_DIR": str(rules_dir), "PATH": os.defpath},
            check=True,
            capture_output=True,
            timeout=LONGEST_SECONDS,
        ).stdout
    found = json.loads(told)
    missing = sorted({rules for one in found.values() for rules in one["skipped"]})
    if missing:
        raise NotAllowed("ehf_rules_missing", rules=", ".join(missing))
    return {name: tuple(one["errors"]) for name, one in found.items()}
