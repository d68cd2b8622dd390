"""Whether the released files are still what was released."""

from __future__ import annotations

from pathlib import Path

from datasets import catalog, freeze, history
from datasets.catalog import DescriptorError


def damaged(root: Path) -> str | None:
    """One sentence about the first release that is not what it was, or about having none."""
    home = root / "releases"
    slugs = sorted(f.name for f in home.iterdir() if f.is_dir()) if home.is_dir() else []
    try:
        releases = [release for slug in slugs for release in catalog.releases(root, slug)]
        for slug in slugs:
            history.withdrawals(home / slug)  # read, so that no page meets a broken line
    except DescriptorError as error:
        return f"A release is damaged: {error}; restore it: git checkout -- {error.path}"
    if not releases:
        return f"{home} holds no release yet; make one: python -m publish release PACKAGE"
    for release in releases:
        if files := freeze.tampered(release):
            return (
                f"Release {release.slug} {release.version} is damaged: {', '.join(files)} differ "
                f"from what was released; restore it: git checkout -- {release.folder}"
            )
    return None
