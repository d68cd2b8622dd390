"""Publishing to a real CKAN as an editor of the organisation, who is no administrator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest

from publish import run, survey, telling, verify
from publish.ckan import Catalogue
from publish.mapping import PREFIX
from publish.plan import Plan
from publish.survey import Order, Survey
from tests.publish import lab, making
from tests.publish.proxy import Proxy

pytestmark = lab.needed


@dataclass(frozen=True)
class Editor:
    """A user with the role of editor, and a package that is a theme of its own."""

    root: Path
    user: str
    slug: str
    token: str = field(repr=False)

    @property
    def group(self) -> str:
        return PREFIX + self.slug

    def look(self, address: str = lab.ADDRESS) -> tuple[Catalogue, Survey]:
        client, order = lab.site(address, self.token), Order(packages=(self.slug,))
        return client, survey.survey(client, self.root, lab.ORGANIZATION, order)

    def publish(self, address: str = lab.ADDRESS) -> Plan:
        client, found = self.look(address)
        assert run.run(client, found).exit_code == 0
        return found.plan

    def assert_stands(self, *groups: str, address: str = lab.ADDRESS) -> None:
        """Everyone sees the dataset in these groups; verify finds nothing, plan nothing to do."""
        seen = lab.seen_by_anyone(self.slug)
        assert seen is not None and [g["name"] for g in seen["groups"]] == list(groups)
        client, found = self.look(address)
        assert verify.verify(client, found) == []
        assert not found.plan.pending


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    user, slug = f"bien-tap-{uuid4().hex[:8]}", lab.slug()
    lab.ask("user_create", name=user, email=f"{user}@example.org", password=uuid4().hex)
    token = lab.ask("api_token_create", user=user, name="test")["token"]
    lab.ask("organization_create", name=lab.ORGANIZATION)  # refused where it stands already
    lab.ask("organization_member_create", id=lab.ORGANIZATION, username=user, role="editor")
    assert lab.ask("user_show", by=token)["sysadmin"] is False
    making.release(tmp_path, slug, "1.0.0")
    texts = [{"name": name, "type": "string"} for name in ("theme", "name_vi", "name_en")]
    words = [{"name": name, "type": "string"} for name in ("indicator_id", "theme")]
    themes = (texts, [[slug, "Chủ đề thử", "Test theme"]])
    making.release(tmp_path, "indicators", "1.0.0", {"themes": themes, "indicators": (words, [])})
    yield Editor(tmp_path, user, slug, token)
    lab.purge(slug)
    lab.ask("group_purge", id=PREFIX + slug)
    lab.ask("user_delete", id=user)


def forbidding(address: str = lab.ADDRESS) -> Proxy:
    """A CKAN whose users may not create groups (ckan.auth.user_create_groups = false)."""
    return Proxy(address, lambda call: "denied" if call.action == "group_create" else None)


def test_editor_in_the_group(editor: Editor) -> None:
    """Where the group stands and the editor is a member, the dataset is published into it."""
    lab.ask("group_create", name=editor.group)
    lab.ask("group_member_create", id=editor.group, username=editor.user, role="member")
    plan = editor.publish()
    assert (plan.new_groups, plan.closed_groups) == ((), ())
    editor.assert_stands(editor.group)


def test_editor_creates_a_missing_group(editor: Editor) -> None:
    """A missing group is created, with its title, where users may; planning creates none."""
    assert editor.look()[1].plan.new_groups == (editor.group,)
    assert lab.ask("group_show", id=editor.group) is None
    editor.publish()
    editor.assert_stands(editor.group)
    assert lab.ask("group_show", id=editor.group)["title"] == "Chủ đề thử"


def test_missing_group_that_may_not_be_created(editor: Editor) -> None:
    """The dataset is published without it, and the plan names the group and the remedy."""
    with forbidding() as proxy:
        plan = editor.publish(proxy.address)
        editor.assert_stands(address=proxy.address)
    assert (plan.new_groups, plan.closed_groups) == ((), (editor.group,))
    (said,) = [text.en for text, _ in telling.of_plan(plan) if editor.group in text.en
               and text.en.startswith("!")]  # fmt: skip
    assert "published without it" in said and "administrator" in said
    assert lab.ask("group_show", id=editor.group) is None


def test_group_of_others(editor: Editor) -> None:
    """A group the editor is no member of is left out; once a member, the next publish adds it."""
    lab.ask("group_create", name=editor.group)
    assert editor.publish().closed_groups == (editor.group,)
    editor.assert_stands()
    lab.ask("group_member_create", id=editor.group, username=editor.user, role="member")
    (dataset,) = editor.publish().datasets
    assert [change.field for change in dataset.changes] == ["groups"]
    editor.assert_stands(editor.group)


def test_group_set_by_the_administrator_stays(editor: Editor) -> None:
    """What an administrator published into a group, an editor outside it leaves there."""
    lab.publish(editor.root, order=Order(packages=(editor.slug,)))
    editor.assert_stands(editor.group)
    making.release(editor.root, editor.slug, "1.0.1", title="Tên mới")
    assert editor.publish().closed_groups == (editor.group,)
    editor.assert_stands(editor.group)


def test_group_of_others_beside_ours(editor: Editor) -> None:
    """The editor's own group is added beside one of others, which stays."""
    lab.ask("group_create", name=editor.group)
    editor.publish()
    other = f"{editor.group}-z"
    lab.ask("group_create", name=other)
    lab.ask("package_patch", id=editor.group, groups=[{"name": other}])
    lab.ask("group_member_create", id=editor.group, username=editor.user, role="member")
    editor.publish()
    editor.assert_stands(editor.group, other)
    lab.ask("group_purge", id=other)
