"""The command line: languages, help, wrong usage, documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import command
from publish.speech import T, language
from tests.publish.conftest import Run

VERBS = tuple(command.VERBS)
LISTED = ", ".join(VERBS)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("verb", VERBS)
def test_help_of_every_verb(run: Run, verb: str, lang: str) -> None:
    """Every verb has help in both languages, with every option explained."""
    ended = run(verb, "--help", "--lang", lang)
    assert (ended.exit, ended.err) == (0, "")
    assert T(f"verb.{verb}_long").of("vi" if lang == "vi" else "en") in ended.out


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_overview_names_every_verb(run: Run, lang: str) -> None:
    """The help of the command names every verb with a line about it."""
    out = run("--help", "--lang", lang).out
    assert [verb for verb in VERBS if f"  {verb} " not in out] == []


@pytest.mark.parametrize("argv", [("--help",), *((verb, "--help") for verb in VERBS)])
def test_vietnamese_help_holds_no_english_of_argparse(run: Run, argv: tuple[str, ...]) -> None:
    """argparse's own words are translated too."""
    out = run(*argv).out
    english = ("usage", "options", "positional", "show this", "and exit", "default")
    assert [word for word in english if word in out] == []


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ((), f"Thiếu lệnh. Các lệnh: {LISTED}."),
        (("xem",), f'Không có lệnh "xem". Các lệnh: {LISTED}.'),
        (("validate", "nope"), 'Không có gói "nope". Các gói hiện có: indicators, lists,'),
        (("validate", "--nope"), "Không hiểu tham số: --nope."),
        (("--nope",), "Không hiểu tham số: --nope."),
        (("validate", "--lang", "fr"), '"fr" không dùng được cho --lang. Chọn một trong: vi, en.'),
        (("validate", "--lang"), "Tùy chọn --lang cần một giá trị."),
        (("validate", "--json=1"), "Tùy chọn --json không nhận giá trị."),
        (("diff",), "Thiếu: GÓI."),
        (("diff", "tasks", "lists"), "Không hiểu tham số: lists."),
        (("release",), "Hãy nêu gói cần phát hành, hoặc dùng --all."),
        (("release", "tasks", "--all"), "Chỉ dùng một trong hai"),
        (("release", "tasks"), "hãy thêm --yes"),
        (("release", "tasks", "lists", "--note", "x"), "--note dùng khi phát hành một gói"),
    ],
)
def test_wrong_usage(run: Run, argv: tuple[str, ...], said: str) -> None:
    """Every wrong usage ends with 2 and one clear sentence on stderr."""
    ended = run(*argv)
    assert said in ended.err
    assert (ended.exit, ended.out) == (2, "")


@pytest.mark.parametrize(
    ("folder", "said"),
    [("nowhere", "There is no data folder"), ("empty", "has no packages/")],
)
def test_wrong_data_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, said: str
) -> None:
    """A DATASETS_DIR that is not there or holds no packages is named."""
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("DATASETS_DIR", str(tmp_path / folder))
    ended = run("validate", "--lang", "en")
    assert ended.exit == 2 and said in ended.err and "DATASETS_DIR" in ended.err


def test_no_packages_at_all(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty packages/ is nothing wrong, and said so."""
    (tmp_path / "fresh" / "packages").mkdir(parents=True)
    monkeypatch.setenv("DATASETS_DIR", str(tmp_path / "fresh"))
    assert run("validate").out == "Không có gói nào để kiểm tra.\n"


@pytest.mark.parametrize(
    ("argv", "lang", "chosen"),
    [
        ((), None, "vi"),
        ((), "en_US.UTF-8", "en"),
        ((), "en", "en"),
        ((), "vi_VN.UTF-8", "vi"),
        ((), "C", "vi"),
        ((), "fr_FR.UTF-8", "vi"),
        (("--lang", "vi"), "en_US.UTF-8", "vi"),
        (("validate", "--lang=en"), "vi_VN", "en"),
    ],
)
def test_language(argv: tuple[str, ...], lang: str | None, chosen: str) -> None:
    """--lang decides, then LANG, then Vietnamese."""
    assert language(argv, {"LANG": lang} if lang else {}) == chosen


@pytest.mark.parametrize(
    ("argv", "exit_code"),
    [
        (("validate",), 0),
        (("diff", "tasks"), 0),
        (("release", "units", "--dry-run"), 0),
        (("release", "tasks", "--yes"), 1),
        (("validate", "nope"), 2),
        (("release", "--all"), 2),
        ((), 2),
    ],
)
def test_one_document_on_stdout(run: Run, argv: tuple[str, ...], exit_code: int) -> None:
    """With --json stdout is one document that agrees with the exit code, for errors as well."""
    ended = run(*argv, "--json")
    document = ended.document
    assert (document["exit"], document["ok"]) == (exit_code, exit_code == 0)
    assert ended.exit == exit_code
    assert document["verb"] == (argv[0] if argv else None)


def test_error_document_speaks_both_languages(run: Run) -> None:
    """Machines get both languages, whatever --lang is."""
    error = run("validate", "nope", "--json").document["error"]
    assert error["vi"].startswith("Không có gói") and error["en"].startswith("There is no package")


def test_quiet_says_nothing_when_all_is_well(run: Run) -> None:
    """--quiet: no news is good news."""
    ended = run("validate", "--quiet")
    assert (ended.exit, ended.out, ended.err) == (0, "", "")


def test_options_may_stand_before_the_verb(run: Run) -> None:
    """`--lang en validate` is `validate --lang en`."""
    assert run("--lang", "en", "validate").out == run("validate", "--lang", "en").out
