#!/bin/sh
# Sees to it that the browser tests find a Chromium, or says why they will not.
set -u
if command -v chromium >/dev/null 2>&1; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests …"
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; then
        exit 0
    fi
    echo "Chromium could not be installed; the browser tests will be skipped." >&2
    exit 0
fi
echo "No Chromium on the PATH, and only root can install it with apt-get; the browser tests will be skipped." >&2
