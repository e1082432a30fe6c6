"""The index of earlier briefs, and which of them are chosen."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from modelwire_ssg.archive.index import FILE, Filed, open_index
from modelwire_ssg.archive.related import find_elsewhere, find_related
from modelwire_ssg.model.card import Card

START = datetime(2026, 5, 1, 5, tzinfo=UTC)


def filed(number: int, title: str, *mentions: str, tags: tuple[str, ...] = (), summary: str = "") -> Filed:
    return Filed(id=f"2026/05/{number:02d}-x", title=title, summary=summary, mentions=mentions, tags=tags)


def card(entry: Filed) -> Card:
    out = START + timedelta(days=int(entry.id[8:10]))
    return Card(
        id=entry.id, url="", title=entry.title, day=out.date(), went_out=out, updated=out, publisher="p",
        publisher_name="P", link="", host="", lede="", take="", mentions=("p", *entry.mentions), tags=entry.tags,
        bare=False, also=0, words=100, score=1.0,
    )  # fmt: skip


FILLER = [filed(number, f"Weather report of region {number}", f"region-{number}") for number in range(10, 25)]
LEASE = filed(1, "Halden leases a hall in Narvik", "halden", "narvik", tags=("compute",))
PRICES = filed(2, "A landlord prints new prices", "halden", tags=("compute",))
VOICES = filed(3, "Guild votes on voices", "guild", tags=("labor",))
ALL = [LEASE, PRICES, VOICES, *FILLER]


def related(root: Path, text: str, *mentions: str, tags: tuple[str, ...] = (), before: int = 30) -> tuple[str, ...]:
    with open_index(root) as opened:
        opened.update(ALL)
        cards = {entry.id: card(entry) for entry in ALL}
        return find_related(
            opened, cards, before=START + timedelta(days=before), text=text, mentions=mentions, tags=tags, own="x"
        )


def test_a_shared_mention_finds_what_no_word_does(tmp_path: Path) -> None:
    assert related(tmp_path, "Nothing alike here", "halden")[:2] in ((LEASE.id, PRICES.id), (PRICES.id, LEASE.id))


def test_words_alone_relate_nothing(tmp_path: Path) -> None:
    assert related(tmp_path, "A landlord prints new prices again") == ()
    assert related(tmp_path, "A landlord prints new prices again", tags=("compute",))[0] == PRICES.id


def test_only_earlier_briefs_are_related(tmp_path: Path) -> None:
    assert related(tmp_path, "Halden", "halden", before=2) == (LEASE.id,)


def test_inflected_words_count_as_the_same(tmp_path: Path) -> None:
    with open_index(tmp_path) as opened:
        opened.update(ALL)
        assert opened.find(["leasing"], [], [], 5) == [LEASE.id]


def test_words_that_everyone_uses_find_nothing(tmp_path: Path) -> None:
    with open_index(tmp_path) as opened:
        opened.update(ALL)
        assert opened.find(["weather", "report"], [], [], 5) == []


@pytest.mark.parametrize("word", ['"', "a OR b", "NEAR(", "title:x", "*", "-", "x' --"])
def test_words_of_a_story_are_never_a_query(word: str, tmp_path: Path) -> None:
    with open_index(tmp_path) as opened:
        opened.update(ALL)
        assert opened.find([word], [word], [word], 5) == []


def test_an_update_touches_only_what_differs(tmp_path: Path) -> None:
    with open_index(tmp_path) as opened:
        opened.update(ALL)
    rows = dict(sqlite3.connect(tmp_path / FILE).execute("SELECT id, rowid FROM briefs"))
    with open_index(tmp_path) as opened:
        opened.update([filed(1, "Changed wholly", "halden"), *ALL[2:]])
        assert opened.find(["wholly"], [], [], 5) == [LEASE.id]
        assert opened.find(["narvik", "landlord"], [], [], 5) == []
    after = dict(sqlite3.connect(tmp_path / FILE).execute("SELECT id, rowid FROM briefs"))
    assert {key for key in after if after[key] != rows[key]} == {LEASE.id}
    assert set(rows) - set(after) == {PRICES.id}


def test_a_word_is_as_rare_as_the_briefs_of_today_make_it(tmp_path: Path) -> None:
    rare, common = ALL[3:18], [filed(number, "Landlord and weather", "x") for number in range(30, 50)]
    with open_index(tmp_path) as opened:
        opened.update([PRICES, *rare])
        assert opened.find(["landlord"], [], [], 5) == [PRICES.id]
        opened.update([PRICES, *rare, *common])
        assert opened.find(["landlord"], [], [], 5) == []
        opened.update([PRICES, *rare, *(filed(number, "Calm", "x") for number in range(30, 50))])
        assert opened.find(["landlord"], [], [], 5) == [PRICES.id]
        opened.update(rare)
        assert opened.find(["landlord"], [], [], 5) == []


def test_counts_are_those_of_the_index_after_any_history(tmp_path: Path) -> None:
    changed = [filed(1, "Changed wholly", "narvik", tags=("labor", "compute")), *ALL[4:12], VOICES]
    for root, history in ((tmp_path / "long", (ALL, ALL[:5], [], ALL[2:9], changed)), (tmp_path / "short", (changed,))):
        for held in history:
            with open_index(root) as opened:
                opened.update(held)
    long, short = (
        sqlite3.connect(tmp_path / name / FILE).execute("SELECT * FROM counts ORDER BY field, term").fetchall()
        for name in ("long", "short")
    )
    assert long == short
    assert ("", "chang", 1) in long
    assert ("tags", "labor", 2) in long


def test_of_briefs_that_rank_alike_the_later_comes_first(tmp_path: Path) -> None:
    alike = [filed(number, "Ferry", "ferry") for number in (3, 1, 4, 2)]
    with open_index(tmp_path) as opened:
        opened.update([*alike, *FILLER])
        assert opened.find(["ferry"], [], [], 3) == ["2026/05/04-x", "2026/05/03-x", "2026/05/02-x"]


def test_no_more_briefs_are_scored_than_can_be_in_a_moment(tmp_path: Path) -> None:
    sides = [filed(number, "Ferry", "x") for number in (1, 2, 3)] + [filed(number, "Canal", "x") for number in (4, 5)]
    with open_index(tmp_path) as opened:
        opened.update([*sides, *FILLER])
        assert set(opened.find(["ferry", "canal"], [], [], 9, most_hits=4)) == {"2026/05/04-x", "2026/05/05-x"}
        assert len(opened.find(["ferry"], [], [], 9, most_hits=2)) == 3


def test_an_index_of_another_version_leaves_nothing_behind(tmp_path: Path) -> None:
    with open_index(tmp_path) as opened:
        opened.update(ALL)
    store = sqlite3.connect(tmp_path / FILE)
    store.execute("PRAGMA user_version = 1")
    store.close()
    with open_index(tmp_path) as opened:
        opened.update([PRICES])
    assert [file.name for file in (tmp_path / FILE).parent.iterdir()] == ["archive.sqlite"]


@pytest.mark.parametrize("damage", [b"", b"rubbish" * 500])
def test_a_damaged_index_is_begun_again(damage: bytes, tmp_path: Path) -> None:
    with open_index(tmp_path) as opened:
        opened.update(ALL)
    (tmp_path / FILE).write_bytes(damage)
    with open_index(tmp_path) as opened:
        opened.update(ALL)
        assert opened.find(["landlord"], [], [], 5) == [PRICES.id]


def test_what_is_offered_to_differ_from_shares_nothing_and_is_cited_most() -> None:
    cards = sorted((card(entry) for entry in ALL), key=lambda c: c.went_out, reverse=True)
    found = find_elsewhere(
        cards, {VOICES.id: 4, LEASE.id: 9}, before=START + timedelta(days=40), mentions=("halden",), tags=(), own="x"
    )
    assert found == (VOICES.id, "2026/05/24-x", "2026/05/23-x")
