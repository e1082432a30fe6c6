"""The watch ledger: events replayed into items."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from modelwire_ssg.briefs.parse import parse_brief
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.places import Place
from modelwire_ssg.model.watch import WatchEvent, WatchItem
from modelwire_ssg.watchlist.ledger import newly_opened, replay
from modelwire_ssg.watchlist.store import append_events, load_events
from tests.newsroom import earlier

ID = "2026/05/05-a"
TODAY = date(2026, 6, 1)


def brief(watch: str) -> Brief:
    parsed, problems = parse_brief(earlier(ID, "A", "It stands.", watch=watch), "b.md", ZoneInfo("UTC"))
    assert parsed is not None, problems
    return parsed


def event(kind: str, at: str, **more: object) -> WatchEvent:
    return WatchEvent(
        at=date.fromisoformat(at),
        item=f"{ID}#w1",
        event=kind,
        place=Place(path="w.yml"),
        **more,  # type: ignore[arg-type]
    )


OPENED = event("opened", "2026-05-05", text="Watch whether it holds.", by=date(2026, 5, 30))


def item(*events: WatchEvent, watch: str = "- by 2026-05-30: Watch whether it holds.") -> WatchItem:
    (found,) = replay(events, {ID: brief(watch)})
    return found


def test_an_item_is_overdue_from_the_day_after() -> None:
    assert not item(OPENED).is_overdue(date(2026, 5, 30))
    assert item(OPENED).is_overdue(date(2026, 5, 31))


@pytest.mark.parametrize("outcome", ["met", "missed", "void"])
def test_a_decided_item_is_never_overdue(outcome: str) -> None:
    decided = item(OPENED, event(outcome, "2026-05-20", note="seen", who="ana"))
    assert decided.outcome == outcome
    assert decided.decided is not None
    assert decided.decided.who == "ana"
    assert not decided.is_overdue(TODAY)


def test_an_extension_opens_it_again_until_its_new_day() -> None:
    extended = item(OPENED, event("missed", "2026-05-31"), event("extended", "2026-06-01", by=date(2026, 8, 1)))
    assert (extended.outcome, extended.by, extended.first_by) == ("", date(2026, 8, 1), date(2026, 5, 30))


def test_the_order_of_lines_means_nothing() -> None:
    events = [OPENED, event("extended", "2026-05-29", by=date(2026, 8, 1)), event("met", "2026-07-01")]
    assert item(*events) == item(*reversed(events))


def test_the_text_readers_were_told_stays_and_the_edit_is_shown() -> None:
    edited = item(OPENED, watch="- by 2026-05-30: Watch whether it *breaks*.")
    assert edited.text == "Watch whether it holds."
    assert edited.edited_text == "Watch whether it *breaks*."


def test_an_item_whose_line_was_removed_stays_in_the_ledger() -> None:
    assert item(OPENED, watch="").text == "Watch whether it holds."


def test_opening_twice_is_not_possible() -> None:
    one = brief("- by 2026-05-30: a\n- by 2026-06-30: b")
    first = newly_opened([one], [], TODAY)
    assert [(e.item, e.text, e.by) for e in first] == [
        (f"{ID}#w1", "a", date(2026, 5, 30)),
        (f"{ID}#w2", "b", date(2026, 6, 30)),
    ]
    assert newly_opened([one], first, TODAY) == ()


def test_what_is_appended_is_read_back(tmp_path: Path) -> None:
    told = [OPENED, event("met", "2026-05-20", evidence="2026/05/20-b", note='it "held": yes, # all', who="ana")]
    append_events(tmp_path, told)
    events, problems = load_events(tmp_path)
    assert problems == []
    assert [(e.event, e.text, e.by, e.note) for e in events] == [(e.event, e.text, e.by, e.note) for e in told]
    assert (tmp_path / "content/watchlist.yml").read_text("utf-8").count("\n") == 2


def test_a_day_changed_by_hand_is_shown_as_an_edit_until_somebody_extends() -> None:
    later = "- by 2026-12-31: Watch whether it holds."
    assert item(OPENED).edited_by is None
    edited = item(OPENED, watch=later)
    assert (edited.by, edited.edited_by, edited.edited_text) == (date(2026, 5, 30), date(2026, 12, 31), "")
    assert item(OPENED, event("extended", "2026-05-29", by=date(2026, 8, 1)), watch=later).edited_by is None


def test_an_opened_item_without_its_line_is_removed_and_others_are_not() -> None:
    assert item(OPENED, watch="").removed
    assert not item(OPENED).removed
    assert not item().removed


BROKEN = {
    "a colon in a note": '- {at: 2026-05-12, item: "x#w1", event: met, note: it: happened}',
    "an open bracket": '- {at: 2026-05-12, item: "x#w1", event: met',
    "an anchor": '- &a {at: 2026-05-12, item: "x#w1", event: met}',
    "a key twice": '- {at: 2026-05-12, item: "x#w1", event: met, event: missed}',
    "no entry": "rubbish",
    "a conflict": "<<<<<<< ours",
    "bytes that are no text": '- {at: 2026-05-12, item: "x#w1", event: met, note: "\udcff"}',
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_line_loses_no_other(case: str, tmp_path: Path) -> None:
    append_events(tmp_path, [OPENED])
    file = tmp_path / "content/watchlist.yml"
    with file.open("ab") as end:
        end.write(f"# so far\n{BROKEN[case]}\n".encode("utf-8", "surrogateescape"))
        end.write(f'- at: 2026-05-20\n  item: "{ID}#w1"\n  event: met\n'.encode())
    append_events(tmp_path, [event("extended", "2026-06-01", by=date(2026, 8, 1))])
    events, problems = load_events(tmp_path)
    assert [(e.event, e.place.line) for e in events] == [("opened", 1), ("met", 4), ("extended", 7)]
    assert {problem.place.line for problem in problems} == {3}


def test_text_beside_the_items_is_told_with_its_line() -> None:
    watch = "Watch whether A sues.\n\n- by 2026-05-30: Watch whether it holds.\n\n  And why.\n- by 2026-06-30: b"
    text = earlier(ID, "A", "It stands.", watch=watch)
    parsed, problems = parse_brief(text, "b.md", ZoneInfo("UTC"))
    assert parsed is not None
    assert [line.number for line in parsed.watch_lines] == [1, 2]
    first = text.split("\n").index("Watch whether A sues.") + 1
    assert [(p.code, p.severity, p.place.line) for p in problems] == [
        ("watch-stray", "warning", first),
        ("watch-stray", "warning", first + 4),
    ]
