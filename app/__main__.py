"""`python -m app`: the command line."""

import io
import sys

from app.cli import main

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # The answers are Norwegian whatever the terminal believes about letters.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    sys.exit(main())
