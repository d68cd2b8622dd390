#!/bin/sh
# Makes sure that a Chromium for the browser tests is on the machine, from the system's packages.
set -eu

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done

if [ "$(id -u)" = 0 ]; then
    as_root=''
elif command -v sudo >/dev/null; then
    as_root='sudo'
else
    echo "Chromium is missing (the browser tests need it); install it as root with:" \
        "apt-get update && apt-get install -y chromium" >&2
    exit 2
fi

log=$(mktemp)
apt() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -y "$@"; }
echo "Installing Chromium from the system's packages for the browser tests (about 100 MB) ..."
# Ubuntu calls the package chromium-browser
if apt update >"$log" 2>&1 && { apt install --no-install-recommends chromium >>"$log" 2>&1 ||
    apt install --no-install-recommends chromium-browser >>"$log" 2>&1; }; then
    rm -f "$log"
else
    tail -n 5 "$log" >&2
    echo "Chromium could not be installed; the whole log is in $log." >&2
    exit 2
fi
