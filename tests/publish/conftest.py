"""The small world, fresh for every test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures import small


@pytest.fixture
def world(tmp_path: Path) -> Path:
    return small.packages(tmp_path / "data")
