#!/bin/sh
# Makes sure that the outside judges of the pages are here: axe-core (accessibility) and the
# Nu Html Checker (valid HTML), from npm, at the versions and hashes that tests/judges pins.
set -eu

pins=tests/judges
stamp=$pins/node_modules/.stands

if cmp -s "$pins/package-lock.json" "$stamp"; then exit 0; fi
echo "Fetching axe-core and the Nu Html Checker for the tests of the pages (about 35 MB) ..."
# no install scripts: the checker's would look for a Java of its own
if ! .venv/bin/npm ci --prefix "$pins" --ignore-scripts --no-audit --no-fund --loglevel=error \
    >/dev/null; then
    echo "They could not be fetched; npm's reason stands above." \
        "Check the network, then run the same command again." >&2
    exit 2
fi
cp "$pins/package-lock.json" "$stamp"
