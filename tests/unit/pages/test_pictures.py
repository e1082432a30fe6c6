"""Pictures: whole numbers, a title, and the same numbers beside each."""

import re
from collections import Counter
from datetime import date

import pytest

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.settings import Publisher
from modelwire_ssg.model.site import Change, Site
from modelwire_ssg.pages import brief as brief_pages
from modelwire_ssg.pages.pictures import scaled, source_mix, sparkline, twelve_months_from, watch_timeline
from tests import site_builder as build
from tests.unit.pages.page_text import html, rendered, text

PICTURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
BRIEF = "2026/05/12-halden-lease/"


def pictures(page: str, kind: str) -> list[str]:
    return [one for one in PICTURE.findall(page) if f'class="{kind}"' in one]


def affected(old: Site, new: Site, brief_id: str) -> set[str]:
    change = Change(id=brief_id, old=old.card(brief_id), new=new.card(brief_id))
    return set(brief_pages.KIND.affected(change, new))


def test_shares_are_whole_numbers_rounded_half_up() -> None:
    assert [scaled(count, 8) for count in (0, 1, 3, 8)] == [0, 13, 38, 100]
    assert scaled(0, 0) == 0


def test_sparkline_ends_with_the_day_of_its_brief() -> None:
    site = build.site(*(build.brief(f"{day}-x") for day in ("2025/05/31", "2025/06/01", "2026/05/11", "2026/05/12")))
    spark = sparkline(site.by_mention["halden"], date(2026, 5, 11))
    assert spark["counts"] == (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)
    assert spark["heights"] == (100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100)


def test_newer_brief_changes_no_older_page() -> None:
    before = build.site(build.brief())
    after = build.site(build.brief(), build.brief("2026/05/13-newer"))
    assert build.page(before, BRIEF) == build.page(after, BRIEF)
    assert affected(before, after, "2026/05/13-newer") == {"2026/05/13-newer/"}


@pytest.mark.parametrize(
    ("was", "becomes"),
    [((), ("2025/06/01-a",)), (("2025/06/01-a",), ())],
    ids=["appears", "goes"],
)
def test_older_brief_that_appears_or_goes_changes_the_sparklines_that_count_it(
    was: tuple[str, ...], becomes: tuple[str, ...]
) -> None:
    before, after = (build.site(build.brief(), *map(build.brief, ids)) for ids in (was, becomes))
    assert build.page(before, BRIEF) != build.page(after, BRIEF)
    assert BRIEF in affected(before, after, "2025/06/01-a")


def test_brief_of_more_than_a_year_ago_touches_no_sparkline() -> None:
    before, after = build.site(build.brief()), build.site(build.brief(), build.brief("2025/05/31-a"))
    assert build.page(before, BRIEF) == build.page(after, BRIEF)
    assert affected(before, after, "2025/05/31-a") == {"2025/05/31-a/"}


def test_edited_text_touches_its_own_page_alone() -> None:
    before = build.site(build.brief(), build.brief("2026/05/01-a", title="Before"))
    after = build.site(build.brief(), build.brief("2026/05/01-a", title="After"))
    assert affected(before, after, "2026/05/01-a") == {"2026/05/01-a/"}


def test_change_of_names_touches_the_sparklines_of_the_changed_ones() -> None:
    before = build.site(build.brief(mentions=("quarry",)), build.brief("2026/05/01-a", mentions=("halden",)))
    after = build.site(build.brief(mentions=("quarry",)), build.brief("2026/05/01-a", mentions=("quarry",)))
    assert BRIEF in affected(before, after, "2026/05/01-a")


def test_brief_counts_for_twelve_months_from_its_own() -> None:
    assert twelve_months_from(date(2026, 5, 20)) == date(2027, 4, 30)
    assert twelve_months_from(date(2023, 3, 1)) == date(2024, 2, 29)


def test_every_mention_of_a_brief_has_a_sparkline_whose_title_has_all_its_numbers() -> None:
    drawn = pictures(html(build.full_site(), BRIEF), "spark")
    assert len(drawn) == 2
    assert "<title>Halden Compute, briefs a month to May 2026: 0 0 0 0 0 0 0 0 0 0 0 2</title>" in drawn[1]
    assert max(len(one) for one in drawn) < 340


def test_months_are_drawn_as_their_table_counts_them() -> None:
    page = html(build.full_site(), "mentions/halden/")
    (drawn,) = pictures(page, "bars")
    assert drawn.count("<rect") == 12
    table = page.partition('class="months"')[2].partition("</table>")[0]
    assert re.findall(r"<td>(\d+)</td>", table) == ["0"] * 11 + ["2"]


def test_ledger_in_time_stacks_what_its_table_counts() -> None:
    months = {date(2026, 4, 1): Counter({"met": 1, "": 1}), date(2026, 6, 1): Counter({"missed": 4})}
    columns = watch_timeline(months, date(2026, 5, 12))
    assert [(str(column["month"])[:7], column["now"]) for column in columns] == [
        ("2026-04", False), ("2026-05", True), ("2026-06", False),
    ]  # fmt: skip
    assert columns[0]["parts"] == (
        {"state": "met", "base": 0, "height": 25},
        {"state": "open", "base": 25, "height": 25},
    )
    assert (columns[1]["parts"], columns[2]["missed"]) == ((), 4)


def test_ledger_in_time_shows_a_year_back_and_a_year_on() -> None:
    months = {date(year, 5, 1): Counter({"": 1}) for year in range(2020, 2031)}
    columns = watch_timeline(months, date(2026, 5, 12))
    assert (len(columns), str(columns[0]["month"]), str(columns[-1]["month"])) == (25, "2025-05-01", "2027-05-01")


def test_ledger_has_its_picture_and_the_table_of_the_same_months() -> None:
    page = html(build.full_site(), "watch/")
    (drawn,) = pictures(page, "bars")
    assert "<title>What falls due from May 2026 to September 2026" in drawn
    assert re.search(r"May 2026\D*2\D*1\D*0\D*0\D*September 2026", text(page))


def test_shares_of_sources_fill_their_bar_and_small_ones_are_one_part() -> None:
    names = [f"p{number}" for number in range(8)]
    publishers = {key: Publisher(key=key, name=key.upper(), policy="full", place=build.PLACE) for key in names}
    briefs = [build.brief(f"2026/05/12-{key}-{n}", publisher=key) for key in names for n in range(1 + (key == "p3"))]
    site = build.site(*briefs, publishers=publishers)
    mix = source_mix(site, site.cards)
    assert [(part["name"], part["count"], part["others"]) for part in mix][::5] == [("P3", 2, 0), ("", 3, 3)]
    assert sum(int(str(part["width"])) for part in mix) == 100


def test_edition_says_in_words_whose_reporting_it_is() -> None:
    page = html(build.full_site(), "")
    (drawn,) = (one for one in pictures(page, "bar") if "<title>Shares" in one)
    assert drawn.count("<rect") == 2
    assert re.search(r"Whose reporting this is The Courier 1 The Ledger 1", text(page))


def test_pictures_have_a_title_whole_numbers_and_no_style() -> None:
    site, seen = build.full_site(), 0
    for page in build.pages(site).values():
        if page.template.endswith(".html"):
            whole = rendered(page, site)
            assert "style=" not in whole
            for drawn in PICTURE.findall(whole):
                seen += 1
                assert "<title>" in drawn or 'aria-hidden="true"' in drawn, page.url
                numbers = re.findall(r'(?: d| x| y|width|height|viewBox)="([^"]*)"', drawn)
                assert not [value for value in numbers if re.search(r"\d\.\d|NaN|e-", value)], drawn
    assert seen > 6


def test_month_of_a_large_newsroom_shows_the_best_of_each_day_and_leads_to_the_rest() -> None:
    briefs = [build.brief(f"2026/05/{day:02}-x{n}", title=f"Of {day}, {n}") for day in range(1, 11) for n in range(20)]
    site = build.site(*briefs)
    days = build.page(site, permalinks.month_path(date(2026, 5, 1))).facts["days"]
    assert {(len(day["rows"]), day["more"]) for day in days} == {(12, 8)}  # type: ignore[attr-defined]
    page = html(site, "2026/05/")
    assert page.count("8 more in the edition of that day") == 10


def test_month_leaves_out_nothing_where_days_have_no_page() -> None:
    briefs = [build.brief(f"2026/05/{day:02}-x{n}") for day in range(1, 11) for n in range(20)]
    days = build.page(build.site(*briefs, settings=build.settings(pages={"day": False})), "2026/05/").facts["days"]
    assert {(len(day["rows"]), day["more"]) for day in days} == {(20, 0)}  # type: ignore[attr-defined]
