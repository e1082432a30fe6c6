"""A site built from hostile text, in a real Chromium. The sample site goes there in tests/site."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from modelwire_ssg.cli.main import status_of
from tests.newsroom import earlier, make_newsroom
from tests.site.chromium import listen
from tests.site.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

HOSTILE = [
    "<script>window.hit=1</script>",
    "\"><img src=x onerror='window.hit=1'>",
    "{{ 7*7 }} {% raw %} </title></script><!--",
    "[x](javascript:window.hit=1) ![x](https://evil.example/a.png) <https://evil.example>",
    "\u202egnp.exe end",
    "</style><svg onload=window.hit=1>",
    "x" * 280,
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    root = tmp_path_factory.mktemp("hostile")
    briefs = [
        earlier(
            f"2026/05/{day:02d}-hostile", text, text, context=text,
            watch=f"- by 2026-11-12: Watch whether {' '.join(text.split())}", take=text, excerpt=text,
            also=[{"publisher": "courier", "url": "https://courier.example/'\"><b>", "title": text}],
            corrections=[{"at": "AT", "by": text, "note": text}],
        ).replace('"AT"', "2026-05-10")
        for day, text in enumerate(HOSTILE, start=1)
    ]  # fmt: skip
    make_newsroom(
        root / "news", briefs=briefs, site={"base_url": "https://modelwire.example/news/", "title": HOSTILE[1]}
    )
    status = status_of(
        ["-C", str(root / "news"), "build", "-q", "--now", "2026-05-12T06:00:00Z", "--output", str(root / "out/news")]
    )
    assert status == 0
    with served(root / "out/news") as address:
        yield address, root / "out/news"


def test_no_page_of_hostile_text_runs_or_loads_anything(browser: Browser, hostile: tuple[str, Path]) -> None:
    address, folder = hostile
    page = browser.new_page()
    said, asked = listen(page)
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) > 20
    for file in pages:
        path = file.relative_to(folder).as_posix().removesuffix("index.html")
        page.goto(address + path)
        found = page.evaluate(
            """() => [...document.querySelectorAll('*')].flatMap(e => [...e.attributes]
                .filter(a => a.name.startsWith('on') || /^\\s*(javascript|data):/i.test(a.value)
                             || (a.name === 'src' && /^(https?:)?\\/\\//.test(a.value)))
                .map(a => e.tagName + ' ' + a.name + '=' + a.value))"""
        )
        assert found == [], path
        assert page.evaluate("window.hit") is None, path
        assert page.evaluate("document.querySelectorAll('svg[onload], iframe, object, embed, base, form').length") == 0
    assert said == []
    assert [url for url in asked if not url.startswith(address)] == []
    page.close()
