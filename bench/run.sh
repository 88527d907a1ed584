#!/bin/sh
# Makes the environments of the peers beside the program's own, then measures. BENCH_CASES=20000 for a quick look.
set -eu
cd "$(dirname "$0")/.."
for peer in django weasyprint; do
    lock=bench/requirements-$peer.txt
    made=build/bench/$peer
    if ! cmp -s "$lock" "$made/installed.txt"; then
        echo "Installing $lock …"
        rm -rf "$made"
        .venv/bin/python -m venv "$made"
        if [ -x .venv/bin/uv ]; then
            .venv/bin/uv pip install --quiet --python "$made/bin/python" --require-hashes -r "$lock"
        else
            "$made/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
        fi
        cp "$lock" "$made/installed.txt"
    fi
done
# WeasyPrint draws with Pango, which is no Python package.
if ! build/bench/weasyprint/bin/python -c "import weasyprint" >/dev/null 2>&1 &&
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Pango for WeasyPrint …"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 \
        libharfbuzz-subset0 >/dev/null || echo "Pango could not be installed." >&2
fi
exec .venv/bin/python -m bench
