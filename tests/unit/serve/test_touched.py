"""Which briefs a burst of events means; what nobody can tell from it makes the build look at all."""

from pathlib import Path

from watchfiles import Change

from modelwire_ssg.serve.changes import touched

BRIEFS = "content/briefs/2026/05"


def burst(root: Path, *events: tuple[Change, str]) -> frozenset[str] | None:
    return touched(root, [(change, str(root / path)) for change, path in events])


def test_briefs_are_named(tmp_path: Path) -> None:
    events = [(Change.modified, f"{BRIEFS}/a.md"), (Change.added, f"{BRIEFS}/b.md"), (Change.deleted, f"{BRIEFS}/c.md")]
    assert burst(tmp_path, *events) == frozenset(f"{BRIEFS}/{name}.md" for name in "abc")


def test_other_files_are_looked_at_by_every_build(tmp_path: Path) -> None:
    assert burst(tmp_path, (Change.modified, "content/site.yml"), (Change.modified, "layouts/base.html")) == frozenset()


def test_folder_that_came_may_hold_anything(tmp_path: Path) -> None:
    (tmp_path / BRIEFS).mkdir(parents=True)
    assert burst(tmp_path, (Change.added, BRIEFS)) is None


def test_folder_that_went_may_have_held_anything(tmp_path: Path) -> None:
    assert burst(tmp_path, (Change.deleted, BRIEFS)) is None


def test_files_that_editors_leave_beside_a_brief_mean_nothing(tmp_path: Path) -> None:
    assert burst(tmp_path, (Change.deleted, f"{BRIEFS}/a.md.bak"), (Change.added, f"{BRIEFS}/a.tmp")) == frozenset()
