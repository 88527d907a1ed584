#!/bin/sh
# Installs locked requirements into .venv: with uv where it can be had, else with pip. Both check the hashes.
# Usage: scripts/install.sh requirements.txt [more.txt …]
set -eu
uv_version=0.13.9
cd "$(dirname "$0")/.."
if [ ! -x .venv/bin/uv ]; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$uv_version" >/dev/null 2>&1 || true
fi
for lock in "$@"; do
    if [ -x .venv/bin/uv ] &&
        .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock"; then
        continue
    fi
    echo "Installing $lock with pip, which takes about a minute …"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
done
ln -sf ../../scripts/bevilling .venv/bin/bevilling
