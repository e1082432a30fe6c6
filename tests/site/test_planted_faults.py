"""Each validator finds what was planted for it: a check that finds nothing anywhere would be no check."""

from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.site.budgets import budgets
from tests.site.chromium import browse
from tests.site.csp_evaluator import csp_evaluator
from tests.site.feeds import feeds
from tests.site.finding import Validator
from tests.site.html_validate import html_validate
from tests.site.hyperlink import hyperlink
from tests.site.json_ld import json_ld
from tests.site.vnu import vnu
from tests.site.xmllint import xmllint

HOME = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline'; img-src *; object-src 'none'">
<title>Halden Compute prints a price list</title>
<link rel="canonical" href="https://paper.example/news/">
<link rel="stylesheet" href="/news/style.css">
<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [{
  "@type": "AnalysisNewsArticle", "url": "https://paper.example/news/other/", "headline": "Another list",
  "colour": "red",
  "isBasedOn": {"@type": "NewsArticle", "url": "https://wire.example/list"},
  "citation": [{"@type": "AnalysisNewsArticle", "@id": "https://paper.example/news/2026/05/05-earlier/"}],
  "datePublished": "2026-05-12T00:00:00Z", "dateModified": "2026-05-11T00:00:00Z"
}]}
</script>
</head>
<body>
<main>
<article data-ai-disclosure="none">
<h1>Halden Compute prints a price list</h1>
<p class="pale">It holds for ninety days.</p>
<p style="color: red">It is short.</p>
<p><img src="/news/hall.png" width="20" height="20"></p>
<p><img src="http://127.0.0.2:9/pixel.png" width="1" height="1" alt=""></p>
<p><a href="/news/gone/">A page that is gone</a>, <a href="#nowhere">a place that never was</a></p>
<section><p class="wide">The halls of Narvik.</p></section>
</article>
</main>
<script>document.querySelector("main").append("More, for those with scripts.")</script>
</body>
</html>
"""
SHEET = ".pale { color: #999; background: #fff } .wide { width: 700px } .none { colour: red }"
ATOM = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>The paper</title>
<updated>11 May 2026</updated>
<link rel="self" href="https://paper.example/atom.xml"/>
<entry><id>list</id><title>A list</title><updated>2026-05-11T00:00:00Z</updated></entry>
<entry><id>list</id><title>A list</title><link href="/list"/></entry>
</feed>
"""
RSS = """\
<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>The paper</title><link>https://paper.example/news/</link>
<item><guid>list</guid><pubDate>yesterday</pubDate></item></channel></rss>
"""
JSON_FEED = """\
{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 7, "title": "A <b>list</b>", "tags": "compute"}]}
"""
FILES = {
    "index.html": HOME,
    "style.css": SHEET,
    "atom.xml": ATOM,
    "rss.xml": RSS,
    "feed.json": JSON_FEED,
    "broken.xml": "<a><b></a>",
    "app.js": "x" * 5000,
}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faulty")
    for path, text in FILES.items():
        (folder / path).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("validator", "planted"),
    [
        (html_validate, {"no-inline-style"}),
        (vnu, {"error", "warning"}),
        (hyperlink, {"load", "fragment-check"}),
        (xmllint, {"xml"}),
        (csp_evaluator, {"SCRIPT_UNSAFE_INLINE"}),
        (
            json_ld,
            {
                "json-ld-url", "json-ld-headline", "json-ld-original", "json-ld-citation", "json-ld-dates",
                "TS2353",  # no such property
            },
        ),
        (budgets, {"javascript"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)  # fmt: skip
def test_validator_finds_what_was_planted(validator: Validator, planted: set[str], faulty: Path) -> None:
    assert planted - {finding.rule for finding in validator(faulty)} == set()


def test_heavy_pages_and_sheets_are_found(tmp_path: Path) -> None:
    noise = " ".join(sha256(bytes([number % 256, number // 256])).hexdigest() for number in range(500))
    (tmp_path / "index.html").write_text(HOME.replace("It is short.", noise), "utf-8")
    (tmp_path / "style.css").write_text(f"/* {noise} */", "utf-8")
    assert {finding.rule for finding in budgets(tmp_path)} >= {
        "brief", "brief, gzipped", "sheet", "sheet, gzipped", "first view, gzipped",
    }  # fmt: skip


def test_feeds_that_break_their_rules_are_found(faulty: Path) -> None:
    (faulty / "broken.xml").unlink()
    assert {finding.rule for finding in feeds(faulty)} >= {
        "atom-required", "atom-self", "atom-author", "atom-id-twice", "atom-id", "atom-date", "atom-link",
        "atom-alternate", "rss-required", "rss-self", "rss-guid", "rss-link", "rss-date",
        "json-feed-required", "json-feed-self", "json-feed-list", "json-feed-title", "feedsmith",
    }  # fmt: skip


@pytest.mark.browser
def test_browser_finds_what_was_planted(faulty: Path, browser: Browser) -> None:
    found = browse(faulty, ["index.html"], browser)
    assert {finding.rule for finding in found} >= {
        "color-contrast", "image-alt", "scrolls-sideways", "console", "third-party", "needs-javascript",
    }  # fmt: skip
