"""Subjects and watch months in time: what is divided, and that every page is named which a change may touch."""

import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from modelwire_ssg.model.card import Card, Shelf
from modelwire_ssg.model.site import Change, Site
from modelwire_ssg.model.watch import WatchItem
from modelwire_ssg.pages import watch_month
from modelwire_ssg.pages.in_time import LEAST, MOST, Shown, affected_periods, shown_at, subject_urls
from modelwire_ssg.pages.periods import WEEKS
from tests import site_builder as build

BRIEF = build.brief()
JAN, FEB, MAY = date(2026, 1, 5), date(2026, 2, 5), date(2026, 5, 20)


def card(number: int, day: date) -> Card:
    at = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
    name = f"{day:%Y/%m/%d}-{number}"
    return Card(
        id=name, url=f"{name}/", title="A title", day=day, went_out=at, updated=at, publisher="courier",
        publisher_name="The Courier", link="", host="", lede="", take="", mentions=(), tags=(), bare=False, also=0,
        words=200, score=1.0,
    )  # fmt: skip


def shelf_of(*days: tuple[date, int]) -> Shelf:
    """So many cards on each day."""
    return Shelf(card(number, day) for day, count in days for number in range(count))


def paths(shelf: Shelf) -> list[str]:
    return [url.removeprefix("m/") for url in subject_urls("m/", shelf)]


def shown(shelf: Shelf, path: str = "") -> Shown:
    page = shown_at(shelf, path)
    assert page is not None, path
    return page


def days_on(page: Shown) -> list[date]:
    return sorted({one.day for one in page.cards}, reverse=True)


def left_out(page: Shown) -> list[tuple[str, int]]:
    assert page.part is not None
    return [(period.path, count) for period, count in page.part.others]


def test_a_year_of_few_briefs_stands_on_the_subjects_own_page() -> None:
    shelf = shelf_of((JAN, 40), (MAY, 40))
    assert paths(shelf) == [""]
    assert (len(shown(shelf).cards), left_out(shown(shelf))) == (80, [])


def test_a_year_of_many_has_a_page_for_each_month_but_the_newest() -> None:
    shelf = shelf_of((JAN, 60), (FEB, 21), (MAY, 50))
    assert paths(shelf) == ["", "2026/02/", "2026/01/"]
    assert days_on(shown(shelf)) == [MAY, FEB]
    assert left_out(shown(shelf)) == [("2026/01/", 60)]


def test_a_month_of_many_has_a_page_for_each_week_but_the_newest() -> None:
    shelf = shelf_of((JAN, 3), (date(2026, 5, 2), 70), (date(2026, 5, 9), 70), (MAY, 70))
    assert paths(shelf) == ["", "2026/05/08/", "2026/05/01/", "2026/01/"]
    assert days_on(shown(shelf)) == [MAY]
    assert left_out(shown(shelf)) == [("2026/05/08/", 70), ("2026/05/01/", 70), ("2026/01/", 3)]


def test_the_first_days_of_a_month_do_not_stand_alone() -> None:
    page = shown(shelf_of((date(2026, 4, 5), 79), (date(2026, 5, 1), 3)))
    assert (len(page.cards), left_out(page)) == (82, [])


def test_an_earlier_year_has_pages_for_all_its_months_and_weeks() -> None:
    shelf = shelf_of((date(2025, 12, 2), 70), (date(2025, 12, 30), 70), (JAN, 1))
    assert paths(shelf) == ["", "2025/", "2025/12/", "2025/12/29/", "2025/12/01/"]
    december = shown(shelf, "2025/12/")
    assert days_on(december) == [date(2025, 12, 30)]
    assert (december.count, december.oldest) == (140, date(2025, 12, 2))


@pytest.mark.parametrize(
    "path", ["2026/", "2026/05/", "2026/05/15/", "2026/05/02/", "2024/", "2026/13/", "2026/02/30/"]
)
def test_what_is_no_period_or_holds_the_newest_brief_has_no_page(path: str) -> None:
    assert shown_at(shelf_of((JAN, 100), (MAY, 130)), path) is None


def made(shelf: Shelf) -> dict[str, Shown]:
    return {path: shown(shelf, path) for path in paths(shelf)}


def drawn(dice: random.Random, busy: list[date], count: int, start: int) -> list[Card]:
    return [card(start + at, dice.choice(busy) + timedelta(days=dice.choice([0, 0, 1, 7, 30]))) for at in range(count)]


@pytest.mark.parametrize("seed", range(150))
def test_pages_that_no_change_names_are_the_same_before_and_after(seed: int) -> None:
    dice = random.Random(seed)
    busy = [date(2025, 12, 1) + timedelta(days=dice.randrange(60)) for _ in range(dice.choice([1, 3, 8]))]
    before = drawn(dice, busy, dice.choice([1, 60, 79, 80, 81, 90, 300]), 0)
    gone = dice.sample(before, min(len(before), dice.choice([0, 1, 1, 15, 200])))
    if dice.random() < 0.3:  # the newest go
        gone = sorted(before, key=lambda one: one.day)[-dice.choice([1, 5, 40]) :]
    later = max(busy) + timedelta(days=dice.choice([1, 8, 40]))
    new = drawn(dice, [*busy, later], dice.choice([0, 1, 1, 25, 200]), 999)
    after = [one for one in before if one not in gone] + new
    changes = [Change(id=one.id, old=one, new=None, among=len(gone) + len(new)) for one in gone]
    changes += [Change(id=one.id, old=None, new=one, among=len(gone) + len(new)) for one in new]
    was, now = made(Shelf(before)), made(Shelf(after))
    differ = {path for path in was.keys() | now.keys() if was.get(path) != now.get(path)}
    named = {path.removeprefix("m/") for one in changes for path in affected_periods("m/", Shelf(after), one)}
    assert differ <= named


@pytest.mark.parametrize("seed", range(60))
def test_every_card_of_a_subject_stands_on_one_of_its_pages_and_none_is_too_long(seed: int) -> None:
    dice = random.Random(seed)
    busy = [date(2025, 12, 1) + timedelta(days=dice.randrange(60)) for _ in range(30)]
    all_cards = drawn(dice, busy, dice.choice([1, 79, 81, 300, 900]), 0)
    shelf = Shelf(all_cards)
    pages = [shown(shelf, path) for path in paths(shelf)]
    assert {one for page in pages for one in page.cards} == set(all_cards)
    weeks = Counter((one.day.year, one.day.month, bisect_right(WEEKS, one.day.day)) for one in all_cards)
    for page in pages:
        assert len(page.cards) < LEAST + max(MOST, *weeks.values())
        assert all(shown_at(shelf, path) for path, _ in left_out(page))


def test_what_a_night_adds_touches_one_page_of_a_subject() -> None:
    before = [one for at in range(100) for one in shelf_of((MAY - timedelta(days=at), 10))]
    was, now = made(Shelf(before)), made(Shelf([*before, card(99, MAY)]))
    assert [path for path in now if was.get(path) != now[path]] == [""]


def ledger_site(items: Iterable[WatchItem]) -> Site:
    return build.site(BRIEF, watch=items)


def due(number: int, day: date) -> WatchItem:
    return build.watch_item(f"{BRIEF.id}#w{number:04}", day)


def facts_of(site: Site) -> dict[str, Any]:
    return {url: page.facts for url in watch_month.KIND.urls(site) if (page := watch_month.KIND.make(url, site))}


def test_a_full_month_leads_to_its_days_and_a_full_day_goes_on() -> None:
    days = [date(2026, 12, 1 + number % 3) for number in range(30)] + [date(2026, 12, 31)] * 130
    pages = facts_of(ledger_site(due(number, day) for number, day in enumerate(days)))
    assert list(pages) == [
        "watch/2026-12/", "watch/2026-12/01/", "watch/2026-12/02/", "watch/2026-12/03/", "watch/2026-12/31/",
        "watch/2026-12/31/2/", "watch/2026-12/31/3/",
    ]  # fmt: skip
    assert [len(page["rows"]) for page in pages.values()] == [0, 10, 10, 10, 60, 60, 10]
    assert [page["later"] is not None for page in pages.values()] == [False, False, False, False, True, True, False]


def test_the_page_of_a_full_month_is_the_same_when_one_more_falls_due() -> None:
    items = [due(number, date(2026, 12, 5)) for number in range(90)]
    was, now = facts_of(ledger_site(items)), facts_of(ledger_site([*items, due(99, date(2026, 12, 5))]))
    assert [url for url in now if was.get(url) != now[url]] == ["watch/2026-12/05/2/"]


@pytest.mark.parametrize("seed", range(60))
def test_watch_pages_that_no_change_names_are_the_same_before_and_after(seed: int) -> None:
    dice = random.Random(seed)

    def some(count: int, start: int) -> list[WatchItem]:
        return [due(start + at, date(2026, 12, dice.choice([1, 1, 2, 31]))) for at in range(count)]

    before = some(dice.choice([1, 40, 59, 60, 61, 70, 130]), 0)
    gone = dice.sample(before, min(len(before), dice.choice([0, 1, 1, 15, 100])))
    new = some(dice.choice([0, 1, 1, 25, 100]), 2000)
    after = ledger_site([one for one in before if one not in gone] + new)
    among = len(gone) + len(new)
    changes = [Change(id=BRIEF.id, old=None, new=None, old_items=(one,), among=among) for one in gone]
    changes += [Change(id=BRIEF.id, old=None, new=None, new_items=(one,), among=among) for one in new]
    was, now = facts_of(ledger_site(before)), facts_of(after)
    differ = {url for url in was.keys() | now.keys() if was.get(url) != now.get(url)}
    assert differ <= {url for one in changes for url in watch_month.KIND.affected(one, after)}
