"""What became of a package in another catalogue, in words."""

from __future__ import annotations

from datasets.model import Lang
from portal.i18n import translator
from portal.views.changes import TakenBack


def what(back: TakenBack, lang: Lang) -> str:
    """What was done where, and that the releases are still here."""
    t = translator("changes", lang)
    said = t(f"taken_{back.told.doing}", address=back.told.address)
    return said if back.told.doing == "again" else f"{said} {t('taken_still_here')}"


def sentences(back: TakenBack, lang: Lang) -> str:
    """The same with its reason; a return needs none."""
    if back.told.doing == "again":
        return what(back, lang)
    reason = translator("changes", lang)("release_reason")
    return f"{what(back, lang)} {reason} {back.told.note.of(lang)}"
