#!/bin/sh
# Sees to it that the browser tests find a Chromium, or says why they will not.
set -u
for name in chromium-headless-shell chromium; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests …"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # The shell is the browser without its window; where there is none, the whole browser does as well.
    for name in chromium-headless-shell chromium; do
        if apt-get install -y -qq --no-install-recommends "$name" >/dev/null; then
            exit 0
        fi
    done
    echo "Chromium could not be installed; the browser tests will be skipped." >&2
    exit 0
fi
echo "No Chromium on the PATH, and only root can install it with apt-get; the browser tests will be skipped." >&2
