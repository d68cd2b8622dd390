"""The environment that names a catalogue: what is wrong in it is said before anything is asked."""

from __future__ import annotations

import pytest

from tests.publish.conftest import Run

SOUND = {
    "CKAN_URL": "https://data.example.vn",
    "CKAN_API_TOKEN": "abc",
    "CKAN_ORGANIZATION": "de-an-06",
    "PORTAL_URL": "https://minhbach.example.vn",
}
WRONG = [
    ("CKAN_URL", "", "Thiếu cấu hình: CKAN_URL.", "Not configured: CKAN_URL."),
    ("CKAN_API_TOKEN", " ", "Thiếu cấu hình: CKAN_API_TOKEN.", "Not configured: CKAN_API_TOKEN."),
    ("CKAN_URL", "data.example.vn", "không phải là một địa chỉ web", "which is no web address"),
    ("CKAN_URL", "https://x:99999", "không phải là một địa chỉ web", "which is no web address"),
    ("CKAN_URL", "https://[::1", "không phải là một địa chỉ web", "which is no web address"),
    ("PORTAL_URL", "minhbach.vn", "PORTAL_URL đang là", "PORTAL_URL is"),
    (
        "CKAN_ORGANIZATION",
        "Đề án 06",
        "không phải là tên của một tổ chức",
        "which is no name",
    ),
    ("CKAN_API_TOKEN", "mã bí mật", "ký tự không thể có trong một mã", "characters that no token"),
]


@pytest.mark.parametrize(("name", "value", "vi", "en"), WRONG)
def test_wrong_variable(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, vi: str, en: str
) -> None:
    """Exit 2 and one sentence in either language, with the variable's name."""
    for each, sound in SOUND.items():
        monkeypatch.setenv(each, value if each == name else sound)
    for lang, said in (("vi", vi), ("en", en)):
        ended = run("plan", "--lang", lang)
        assert (ended.exit, ended.out) == (2, "")
        assert said in ended.err and name in ended.err


@pytest.mark.parametrize(
    ("name", "value"),
    [("CKAN_API_TOKEN", "mã bí mật"), ("CKAN_URL", "https://ai:mật@x:99999")],
)
def test_secret_is_not_repeated(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """Neither a token that cannot be one nor a password in an address is printed."""
    for each, sound in SOUND.items():
        monkeypatch.setenv(each, value if each == name else sound)
    ended = run("plan", "--json")
    assert ended.exit == 2
    assert "mật" not in ended.out + ended.err
