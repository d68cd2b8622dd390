"""Measures pages, and publishing where a CKAN is named; prints tables, writes them down."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from benchmarks import pages, publishing, report, synthetic, throughput

RESULTS = Path(__file__).parent / "results.json"
ROUNDS = 5
PACKAGES = {"full": synthetic.PACKAGES, "small": 4}


def main() -> int:
    options = _options()
    found = json.loads(RESULTS.read_text(encoding="utf-8"))  # what is not measured now stays
    if options.only in (None, "pages"):
        if (section := pages.measured(options.rounds)) is None:
            print("No Chromium on this machine; `make bench` installs it.", file=sys.stderr)
            return 2
        found["pages"] = section
        print(pages.table(section))
    if options.only in (None, "throughput"):
        if (section := throughput.measured(options.rounds)) is None:
            print(f"Pages a second left out: {' and '.join(throughput.NEEDED)} are needed.")
        else:
            found["throughput"] = section
            print(throughput.table(section))
    if options.only in (None, "publishing"):
        if not all(map(os.environ.get, publishing.NEEDED)):
            print(f"Publishing left out: {' and '.join(publishing.NEEDED)} (a sysadmin's) name "
                  "the CKAN to measure it on.")  # fmt: skip
        else:
            size = "small" if options.small else "full"
            section = publishing.measured(PACKAGES[size], synthetic.ROWS)
            found["publishing"][size] = section
            print(publishing.table(section))
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    report.write(found)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=("pages", "throughput", "publishing"))
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="loads a site (%(default)s)")
    parser.add_argument("--small", action="store_true",
                        help="publish {small} packages, not {full}".format(**PACKAGES))  # fmt: skip
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
