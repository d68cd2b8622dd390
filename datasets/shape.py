"""What an observation looks like, as observation.schema.json declares it once for all packages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

SCHEMA = Path(__file__).with_name("observation.schema.json")


@cache
def observation() -> Mapping[str, Any]:
    """The Table Schema of every `observations` table; never changed by its readers."""
    schema: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return schema
