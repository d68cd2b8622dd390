"""Settings from the environment, and one sentence for each bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.__main__ import main
from portal.config import ConfigError, Settings


def test_defaults() -> None:
    """Nothing need be set."""
    settings = Settings.from_env({})
    assert (settings.port, settings.workers, settings.cache_url) == (8050, 2, None)
    assert settings.portal_url == "http://127.0.0.1:8050"


def test_address_loses_its_final_slash() -> None:
    """Links are made by putting a path after the address."""
    assert Settings.from_env({"PORTAL_URL": "https://mb.vn/"}).portal_url == "https://mb.vn"


@pytest.mark.parametrize(
    "env",
    [
        {"PORT": "0"},
        {"PORT": "65536"},
        {"PORT": "http"},
        {"PORT": "-1"},
        {"PORT": "８０５０"},
        {"WEB_CONCURRENCY": "0"},
        {"WEB_CONCURRENCY": "2.5"},
        {"WEB_CONCURRENCY": "9999"},
        {"DATASETS_DIR": "/no/such/folder"},
        {"PORTAL_URL": "mb.vn"},
        {"PORTAL_URL": "ftp://mb.vn"},
        {"PORTAL_URL": "https://mb.vn/a"},
        {"PORTAL_URL": "https://mb.vn?x"},
        {"CACHE_URL": "memory"},
    ],
)
def test_bad_value_is_one_sentence(env: dict[str, str]) -> None:
    """Each names its variable and says what is possible."""
    with pytest.raises(ConfigError) as caught:
        Settings.from_env(env)
    assert next(iter(env)) in str(caught.value) and "\n" not in str(caught.value)


def test_password_in_the_cache_address_is_not_repeated() -> None:
    """A bad CACHE_URL may hold a secret."""
    with pytest.raises(ConfigError) as caught:
        Settings.from_env({"CACHE_URL": "http://:hunter2@host"})
    assert "hunter2" not in str(caught.value)


def test_bad_setting_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command prints the sentence to stderr and starts nothing."""
    monkeypatch.setenv("PORT", "abc")
    assert main([]) == 2
    assert capsys.readouterr().err == "PORT='abc' must be a whole number from 1 to 65535.\n"


def test_damaged_release_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So does a folder without releases: nothing unreleased is served by accident."""
    monkeypatch.setenv("DATASETS_DIR", str(tmp_path))
    assert main([]) == 1
    assert "no release" in capsys.readouterr().err
