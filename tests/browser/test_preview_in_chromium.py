"""What an editor sees of `modelwire serve` in a real Chromium: a save, a fault and its mend, drafts, the queue."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.newsroom import EARLIER, brief_file_of, make_newsroom, stub, tree
from tests.preview import Served, previewed
from tests.site.chromium import listen

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

BRIEF = "2026/05/08-quarry-defers-hall"
TITLE = "Quarry Systems defers a second hall"
WAITING = {
    "2026/05/11-held": {"status": "held"},
    "2026/05/11-draft": {"status": "draft"},
    "2026/05/11-embargoed": {"not_before": "2026-06-01T00:00:00Z"},
    "2026/05/11-pending": {},
    "2026/05/11-given-up": {"pending": {"code": "grounded", "tries": 3}},
}


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    more = [stub(key, title=f"Story {key[11:]}", **front) for key, front in WAITING.items()]  # type: ignore[arg-type]  # front matter of any kind
    more = [text.replace('"2026-06-01T00:00:00Z"', "2026-06-01T00:00:00Z") for text in more]  # a time has no quotes
    return make_newsroom(tmp_path, briefs=(*EARLIER, *more))


@pytest.fixture
def preview(newsroom: Path) -> Iterator[Served]:
    with previewed(newsroom) as served:
        yield served


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_context().new_page()
    opened.set_default_timeout(20_000)
    expect.set_options(timeout=20_000)
    yield opened
    opened.context.close()


def save(root: Path, brief: str, pattern: str, to: str) -> None:
    """What an editor's program does: the whole file is written anew."""
    file = root / brief_file_of(brief)
    text, found = re.subn(pattern, lambda _: to, file.read_text("utf-8"), count=1, flags=re.MULTILINE)
    assert found
    file.write_text(text, "utf-8")


def test_page_changes_when_its_file_is_saved(page: Page, preview: Served) -> None:
    said, asked = listen(page)
    page.goto(f"{preview.address}news/{BRIEF}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    save(preview.root, BRIEF, "^title: .*", 'title: "Quarry gives up its second hall"')
    expect(page.get_by_role("heading", level=1)).to_have_text("Quarry gives up its second hall")
    assert said == []  # neither the policy nor anything else complains
    assert [url for url in asked if not url.startswith(preview.address)] == []


def test_page_that_did_not_change_is_not_loaded_again(page: Page, preview: Served) -> None:
    page.goto(f"{preview.address}news/2026/05/10-guild-vote/")
    page.evaluate("window.kept = true")
    other = page.context.new_page()
    other.goto(f"{preview.address}news/{BRIEF}/")
    save(preview.root, BRIEF, "(?<=auditors asked for more )cash", "money")
    expect(other.get_by_text("asked for more money")).to_be_visible()
    expect(page.get_by_role("link", name="Review queue")).to_be_visible()
    assert page.evaluate("window.kept") is True


def test_broken_front_matter_is_shown_with_its_line_until_it_is_mended(page: Page, preview: Served) -> None:
    page.goto(f"{preview.address}news/{BRIEF}/")
    expect(page.get_by_role("link", name="Review queue")).to_be_visible()
    save(preview.root, BRIEF, "^added: .*", "added: yesterday")
    dialog = page.get_by_role("alertdialog")
    expect(dialog).to_contain_text("1 error in the last build")
    line = (preview.root / brief_file_of(BRIEF)).read_text("utf-8").split("\n").index("added: yesterday") + 1
    expect(dialog).to_contain_text(f"{brief_file_of(BRIEF)}:{line}")
    expect(dialog.locator("mark")).to_have_text(re.compile(rf"^> *{line} \| added: yesterday\s*$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)  # the last good page is below
    assert page.evaluate("document.activeElement === document.body")
    save(preview.root, BRIEF, r"^added: .*", "added: 2026-05-08T05:00:00Z")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def test_overlay_that_was_closed_stays_so_until_something_else_is_wrong(page: Page, preview: Served) -> None:
    page.goto(f"{preview.address}news/{BRIEF}/")
    save(preview.root, BRIEF, "^status: .*|(?=^added: )", "status: nonsense\n")
    dialog = page.get_by_role("alertdialog")
    expect(dialog).to_contain_text("nonsense")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    page.reload()
    expect(page.get_by_role("button", name="1 error")).to_be_visible()
    expect(dialog).to_have_count(0)
    save(preview.root, BRIEF, "^status: nonsense", "status: rubbish")
    expect(dialog).to_contain_text("rubbish")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_fault_of_a_layout_is_shown_over_the_last_good_page(page: Page, preview: Served) -> None:
    page.goto(f"{preview.address}news/{BRIEF}/")
    expect(page.get_by_role("link", name="Review queue")).to_be_visible()
    layout = preview.root / "layouts/brief.html"
    layout.parent.mkdir(exist_ok=True)  # it was not there: the server has to notice
    good = (Path(__file__).parents[2] / "layouts/brief.html").read_text("utf-8")
    layout.write_text("{# one #}\n" + good.replace("{{ headline }}", "{{ headlin }}"), "utf-8")
    dialog = page.get_by_role("alertdialog")
    expect(dialog).to_contain_text("layouts/brief.html:8")
    expect(dialog.locator("mark")).to_contain_text("{{ headlin }}")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    layout.write_text(good.replace("{{ headline }}", "Now: {{ headline }}"), "utf-8")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Now: {TITLE}")


def test_fault_of_the_settings_is_shown_with_its_line(page: Page, preview: Served) -> None:
    page.goto(f"{preview.address}news/{BRIEF}/")
    settings = preview.root / "content/site.yml"
    good = settings.read_text("utf-8")
    settings.write_text(good.replace('"en"', "[en]"), "utf-8")
    dialog = page.get_by_role("alertdialog")
    expect(dialog).to_contain_text("content/site.yml:4")
    settings.write_text(good, "utf-8")
    expect(dialog).to_have_count(0)


def test_what_stands_in_a_faulty_file_is_shown_as_text(page: Page, preview: Served) -> None:
    page.goto(f"{preview.address}news/{BRIEF}/")
    hostile = "<img src=x onerror='window.hit=1'>"
    save(preview.root, BRIEF, "^added: .*", f'added: "{hostile}"')
    expect(page.get_by_role("alertdialog").locator("pre")).to_contain_text(hostile)
    assert page.evaluate("window.hit") is None


def test_warnings_are_counted_and_listed_on_a_click(page: Page, preview: Served) -> None:
    save(preview.root, BRIEF, "^(?=## Context)", "## Weather\n\nFine.\n\n")
    page.goto(f"{preview.address}news/")
    badge = page.get_by_role("button", name=re.compile(r"1 (warning|error)"))
    expect(badge.or_(page.get_by_role("alertdialog"))).to_be_visible()
    faults = preview.builds[-1].faults
    assert [fault["severity"] for fault in faults] == ["warning"], faults
    badge.click()
    expect(page.get_by_role("region", name="Warnings")).to_contain_text(f"{brief_file_of(BRIEF)}:")
    expect(page.get_by_role("alertdialog")).to_have_count(0)


@pytest.mark.parametrize(
    ("brief", "why"),
    [("held", "held (status is held)"), ("draft", "draft (status is draft)"),
     ("embargoed", "embargoed (not before 2026-06-01"), ("pending", "pending (nobody has written its summary yet"),
     ("given-up", "pending (not written yet: grounded, tried 3 times")],
)  # fmt: skip
def test_draft_has_a_page_with_its_mark_and_its_reason(page: Page, preview: Served, brief: str, why: str) -> None:
    page.goto(f"{preview.address}news/2026/05/11-{brief}/")
    expect(page.locator("li.mark")).to_contain_text(f"Draft, not public: {why}")
    page.goto(f"{preview.address}news/2026/05/11/")
    row = page.locator("article, li.outward", has=page.get_by_role("link", name=f"Story {brief}"))
    expect(row.locator(".mark")).to_have_text("Draft")


def test_review_queue_says_what_each_brief_waits_for_and_where_it_is(page: Page, preview: Served) -> None:
    before = tree(preview.root, below="content")
    page.goto(f"{preview.address}news/")
    page.get_by_role("link", name="Review queue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Review queue")
    person, machine, time = (table.inner_text() for table in page.get_by_role("table").all())
    assert all(f"content/briefs/2026/05/11-{name}.md" in person for name in ("held", "draft", "given-up"))
    assert "content/briefs/2026/05/11-pending.md" in machine
    assert "content/briefs/2026/05/11-embargoed.md" in time
    assert "status is held" in person
    page.get_by_role("link", name="Story held").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Story held")
    page.go_back()
    save(preview.root, "2026/05/11-held", '^status: "held"$', "status: draft")
    expect(page.get_by_role("cell", name="status is held")).to_have_count(0)
    assert tree(preview.root, below="content").keys() == before.keys()


def test_preview_that_never_had_a_good_build_shows_what_is_wrong(page: Page, newsroom: Path) -> None:
    settings = newsroom / "content/site.yml"
    good = settings.read_text("utf-8")
    settings.write_text(good.replace('"en"', "[en]"), "utf-8")
    with previewed(newsroom) as served:
        page.goto(served.address)
        expect(page.get_by_role("alertdialog")).to_contain_text("content/site.yml:4")
        settings.write_text(good, "utf-8")
        expect(page.get_by_role("alertdialog")).to_have_count(0)
        expect(page.get_by_role("link", name="Story held")).to_be_visible()


def test_page_says_that_the_preview_has_stopped(page: Page, newsroom: Path) -> None:
    with previewed(newsroom) as served:
        page.goto(f"{served.address}news/")
        expect(page.get_by_role("link", name="Review queue")).to_be_visible()
    expect(page.get_by_text("The preview has stopped")).to_be_visible()
