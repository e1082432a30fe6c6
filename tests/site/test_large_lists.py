"""Pages of lists that grew for months stay within what a first view may weigh."""

import gzip
import random
import re
from collections.abc import Callable

import pytest

from modelwire_ssg.model.site import Page, PageKind, Site
from modelwire_ssg.pages import mention, mention_index, month, publisher, tag, watch_month
from modelwire_ssg.render import make_renderer
from tests import site_builder as build
from tests.conftest import ROOT
from tests.site.budgets import FIRST_VIEW_GZIPPED

DAYS = 75
WORDS = sorted({
    word
    for file in (ROOT / "content/briefs").rglob("*.md")
    for word in re.findall(r"[A-Za-z]{3,}", file.read_text("utf-8"))
})  # fmt: skip


def say(number: int) -> str:
    """Eight words that have nothing to do with each other: they are packed less well than any language."""
    return " ".join(random.Random(number).sample(WORDS, 8))


def weights(site: Site, kind: PageKind) -> dict[str, int]:
    render = make_renderer(site.settings)
    pages: list[Page] = [page for url in kind.urls(site) if (page := kind.make(url, site))]
    sheet = len(gzip.compress((ROOT / "layouts/style.css").read_bytes(), 6, mtime=0))
    return {page.url: sheet + len(gzip.compress(render(page).output.data, 6, mtime=0)) for page in pages}


@pytest.mark.parametrize("each", [3, 10, 20])
@pytest.mark.parametrize("kind", [mention.KIND, tag.KIND, publisher.KIND, watch_month.KIND], ids=lambda kind: kind.name)
def test_lists_that_grew_stay_within_the_budget(
    kind: PageKind, each: int, record_property: Callable[[str, object], None]
) -> None:
    found = weights(build.large_site(DAYS, each=each, say=say), kind)
    heaviest = max(found, key=lambda url: found[url])
    record_property("printed", f"{len(found)} pages, the heaviest {heaviest} with the sheet {found[heaviest]} bytes")
    assert {url: weight for url, weight in found.items() if weight > FIRST_VIEW_GZIPPED} == {}


@pytest.mark.parametrize("each", [3, 10, 20])
def test_months_without_days_stay_within_the_budget(each: int, record_property: Callable[[str, object], None]) -> None:
    found = weights(
        build.large_site(DAYS, each=each, say=say, settings=build.settings(pages={"day": False})), month.KIND
    )
    heaviest = max(found, key=lambda url: found[url])
    record_property("printed", f"{len(found)} pages, the heaviest {heaviest} with the sheet {found[heaviest]} bytes")
    assert {url: weight for url, weight in found.items() if weight > FIRST_VIEW_GZIPPED} == {}


@pytest.mark.parametrize("count", [mention_index.MOST, mention_index.MOST + 1, 2_350, 10_000])
def test_however_many_names_there_are_no_list_of_them_is_over_the_budget(
    count: int, record_property: Callable[[str, object], None]
) -> None:
    dice = random.Random(count)
    names = dict[str, None]()
    while len(names) < count - 1:  # and the outlet
        names[" ".join(dice.sample(WORDS, dice.choice([1, 2, 2, 3]))).title()] = None
    site = build.named_site(names)
    found = weights(site, mention_index.KIND)
    heaviest = max(found, key=lambda url: found[url])
    told = f"{count} names, {len(found)} pages, mentions/ {found['mentions/']}, the heaviest {heaviest}"
    record_property("printed", f"{told} {found[heaviest]} bytes with the sheet")
    assert (len(found) == 1) == (count <= mention_index.MOST)
    assert {url: weight for url, weight in found.items() if weight > FIRST_VIEW_GZIPPED} == {}
