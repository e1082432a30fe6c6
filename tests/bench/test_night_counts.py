"""How much a night of 25 changes makes and writes: counted, for seconds say more of the machine than of the program."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from modelwire_ssg.build.plan import Task
from modelwire_ssg.pipeline.build import build
from modelwire_ssg.pipeline.build_desk import Desk, Made
from tests.bench.newsroom_files import write_newsroom, write_night
from tests.bench.texts import A_DAY, Corpus, night, now_of

CHANGED = 25
MOST_WRITTEN = 200  # with the page kinds of the rig
MOST_A_BRIEF = 15  # with all kinds but search
SMALL, LARGE = 300, 1200
LETTERS = 26


class Night:
    """A night on *size* briefs: what it made, and what it wrote."""

    def __init__(self, root: Path, size: int, profile: str, monkeypatch: pytest.MonkeyPatch) -> None:
        corpus = Corpus()
        write_newsroom(root, corpus, size, profile=profile)
        site = root / "content/site.yml"
        site.write_text(site.read_text("utf-8").replace('"search": true', '"search": false'), "utf-8")
        build(root, now=datetime.fromisoformat(now_of(size)))
        write_night(root, corpus, size, night(corpus, size, 1))
        self.made: Counter[str] = Counter()
        really = Desk.make

        def make(desk: Desk, task: Task) -> Made | None:
            self.made[task.kind] += 1
            return really(desk, task)

        monkeypatch.setattr(Desk, "make", make)
        plan = build(root, now=datetime.fromisoformat(now_of(size + A_DAY)), jobs=1).plan
        self.written = [write.path for write in plan.write]
        self.briefs = sum(path.count("/") == 3 and "-" in path.split("/")[2] for path in self.written
                          if path.endswith("/index.html"))  # fmt: skip


def test_a_night_writes_few_files_however_large_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = Night(tmp_path / "small", SMALL, "rig", monkeypatch)
    monkeypatch.undo()
    large = Night(tmp_path / "large", LARGE, "rig", monkeypatch)
    assert CHANGED <= len(small.written) <= MOST_WRITTEN
    assert CHANGED <= len(large.written) <= MOST_WRITTEN
    # Four times the archive: no kind of page but those of names, of which there are more, is made more often.
    named = {"mention", "tag", "mention_index"}
    assert sum(n for kind, n in large.made.items() if kind not in named) <= 1.2 * sum(
        n for kind, n in small.made.items() if kind not in named
    )
    assert small.made["mention_index"] == 1
    assert 1 < large.made["mention_index"] <= 1 + LETTERS
    assert large.made.total() <= 3 * MOST_WRITTEN


def test_with_every_kind_of_page_a_changed_brief_costs_few_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Night(tmp_path, SMALL, "everything", monkeypatch)
    assert found.briefs >= CHANGED
    assert len(found.written) <= MOST_A_BRIEF * found.briefs
