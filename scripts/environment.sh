#!/bin/sh
# Makes .venv with the first Python that is new enough.
set -u
cd "$(dirname "$0")/.."
for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if "$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        exec "$python" -m venv .venv
    fi
done
echo "No Python 3.11 or later with venv was found. Install one (on Debian: python3 and python3-venv)," >&2
echo "or name it: make PYTHON=/path/to/python3 …" >&2
exit 1
