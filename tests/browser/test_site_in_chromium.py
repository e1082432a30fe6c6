"""The sample site, and one built from hostile text, in a real Chromium: narrow and wide, light and dark."""

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from modelwire_ssg.cli.main import status_of
from tests.conftest import required
from tests.newsroom import earlier, make_newsroom

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SAMPLE_NOW = "2026-11-20T06:00:00Z"
ARGUMENTS = [
    "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]  # fmt: skip
HOSTILE = [
    "<script>window.hit=1</script>",
    "\"><img src=x onerror='window.hit=1'>",
    "{{ 7*7 }} {% raw %} </title></script><!--",
    "[x](javascript:window.hit=1) ![x](https://evil.example/a.png) <https://evil.example>",
    "\u202egnp.exe end",
    "</style><svg onload=window.hit=1>",
    "x" * 280,
]


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium")
    required("Chromium", executable)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield launched
        launched.close()


def _serve(folder: Path) -> tuple[ThreadingHTTPServer, str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("sample") / "newsroom"
    assert status_of(["init", str(root), "--sample", "-q"]) == 0
    assert status_of(["-C", str(root), "run", "-q", "--now", SAMPLE_NOW]) == 0
    server, address = _serve(root / "site")
    yield address
    server.shutdown()


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
    server, address = _serve(root / "out")
    yield address, root / "out/news"
    server.shutdown()


BRIEF = "/2026/10/27-final-export-rule-twelve-months/"
PAGES = (
    "/", BRIEF, "/2026/10/27-tolland-excludes-silent-updates/", "/2026/10/27-quarry-bridge-loan-narvik/",
    "/2026/10/13-tidewell-second-city-loss/", "/mentions/halden/", "/mentions/", "/tags/licensing/", "/tags/",
    "/publishers/lantern/", "/2026/11/18/", "/2026/11/", "/archive/", "/watch/", "/about/", "/how-we-write-it/",
    "/takedown/", "/404.html",
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_fits_says_nothing_and_asks_nobody(width: int, scheme: str, browser: Browser, sample: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    said, asked = _listen(page)
    wide = []
    for path in PAGES:
        answer = page.goto(sample + path)
        assert answer is not None
        assert answer.ok, path
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
        assert page.locator("script:not([type='application/ld+json'])").count() == 0, path
    assert wide == []
    assert said == []
    assert [url for url in asked if not url.startswith(sample)] == []
    context.close()


def test_the_first_tab_goes_to_the_content(browser: Browser, sample: str) -> None:
    page = browser.new_page()
    page.goto(sample + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.close()


def test_without_javascript_nothing_is_missing(browser: Browser, sample: str) -> None:
    texts = []
    for on in (True, False):
        context = browser.new_context(java_script_enabled=on)
        page = context.new_page()
        page.goto(sample + BRIEF)
        texts.append(page.locator("main").inner_text())
        context.close()
    assert texts[0] == texts[1]


def test_no_page_of_hostile_text_runs_or_loads_anything(browser: Browser, hostile: tuple[str, Path]) -> None:
    address, folder = hostile
    page = browser.new_page()
    said, asked = _listen(page)
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) > 20
    for file in pages:
        path = file.relative_to(folder).as_posix().removesuffix("index.html")
        page.goto(f"{address}/news/{path}")
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


def _listen(page: Page) -> tuple[list[str], list[str]]:
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    return said, asked
