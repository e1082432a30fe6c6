"""What the scorecard counts comes out the same in memory and from the catalog, and a night adds to its records."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.pipeline.build import build
from modelwire_ssg.pipeline.build_desk import Commission, Desk
from modelwire_ssg.pipeline.newsroom import load_newsroom
from modelwire_ssg.pipeline.past import failures_in_a_row, look_back
from modelwire_ssg.pipeline.register import load_register
from modelwire_ssg.pipeline.site import make_site
from tests.newsroom import EARLIER, NOW, earlier, make_newsroom, stub

AT = datetime(2026, 5, 12, 5, 19, 40, tzinfo=UTC)


def corrected(text: str, note: str) -> str:
    line = f"corrections: [{{at: 2026-05-04T08:00:00Z, by: ana, note: {note}}}]"
    return text.replace("\n---\n\n", f"\n{line}\n---\n\n", 1)


MIXED = (
    *EARLIER,
    corrected(
        earlier("2026/05/01-a", "One", "A fee for every permit that a model writes was set.", by="archivist",
                excerpt="There is a fee for every permit that a model writes."),
        "A name was wrong",
    ),
    earlier("2026/05/02-b", "Two", "Nothing alike.", by="other-model", excerpt="Apart."),
    corrected(earlier("2026/05/03-c", "Three", "A headline.", publisher="ledger"), "Not to be seen"),
    stub(),
)  # fmt: skip


def test_tally_and_corrections_of_the_catalog_are_those_of_the_site_in_memory(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=MIXED)
    build(tmp_path, now=AT, jobs=1)
    desk = Desk(Commission(root=tmp_path, folder=tmp_path / "site", register=load_register(tmp_path), now=AT))
    memory = make_site(load_newsroom(tmp_path), AT)
    assert desk.site.tally == memory.tally
    assert desk.site.corrections == memory.corrections
    assert [one.note for _, one in memory.corrections] == ["A name was wrong"]
    assert {one.writer for one in memory.tally.writers} >= {"archivist", "other-model"}
    assert memory.tally.longest == "2026/05/01-a"
    desk.close()


@pytest.mark.parametrize("since", [date.min, date(2026, 5, 3), date(2026, 5, 12), date(2027, 1, 1)])
def test_heads_of_shelves_of_the_catalog_are_those_in_memory(since: date, tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=MIXED)
    build(tmp_path, now=AT, jobs=1)
    desk = Desk(Commission(root=tmp_path, folder=tmp_path / "site", register=load_register(tmp_path), now=AT))
    memory = make_site(load_newsroom(tmp_path), AT)
    for stored, held in ((desk.site.by_mention, memory.by_mention), (desk.site.by_month, memory.by_month)):
        assert list(stored.heads(since).items()) == list(held.heads(since).items())
    named = {key: sum(card.day >= since for card in shelf) for key, shelf in memory.by_mention.items()}
    assert {key: count for key, (count, _) in desk.site.by_mention.heads(since).items()} == {
        key: count for key, count in named.items() if count
    }
    desk.close()


def test_fill_records_what_the_gates_did_and_a_second_fill_adds_nothing(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=(*EARLIER, stub()))
    assert status_of(["-C", str(tmp_path), "fill", "--now", NOW, "--dry-run"]) == 0
    file = tmp_path / "content/gates/2026-05.jsonl"
    assert not file.exists()
    assert status_of(["-C", str(tmp_path), "fill", "--now", NOW]) == 0
    (line,) = file.read_text("utf-8").splitlines()
    record = json.loads(line)
    assert (record["brief"], record["by"]) == ("2026/05/12-quarry-halden-lease", "archivist")
    assert record["kept"] > 0
    status_of(["-C", str(tmp_path), "fill", "--now", NOW])
    assert file.read_text("utf-8").splitlines() == [line]


def test_failures_are_counted_from_the_latest_report_back_to_the_first_good_night(tmp_path: Path) -> None:
    nights = {"2026-05-09": "- a, failed: x\n", "2026-05-10": "quiet\n", "2026-05-11": "- a, failed: x\n",
              "2026-05-12": "- a, failed: x\n- b, failed: y\n", "2026-13-99": "- b, failed: y\n"}  # fmt: skip
    make_newsroom(tmp_path, briefs=(), files={f"content/nights/{day}.md": text for day, text in nights.items()})
    assert failures_in_a_row(tmp_path, ["a", "b", "c"]) == {"a": 2, "b": 1}
    register = load_register(tmp_path)
    past = look_back(tmp_path, register.settings, (), today=date(2026, 5, 12))
    assert (past.nights, str(past.last_night)) == (3, "2026-05-11")  # that of today is not written when it builds
