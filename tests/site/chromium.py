"""Pages in a real Chromium: axe in light and dark, narrow and wide.

They fit, say nothing on the console, ask nobody else, leave no cookie, and read the same without JavaScript.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import required
from tests.site.finding import Finding, package
from tests.site.serving import served

WIDTHS = (320, 1280)
SEARCH = "search/"  # the one page that has scripts
ARGUMENTS = (
    "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
    *(("--no-sandbox",) if os.geteuid() == 0 else ()),
)  # fmt: skip
_OPEN_ALL = "for (const folded of document.querySelectorAll('details')) folded.open = true"
_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# target-size (24 px, WCAG 2.2) is the one rule of A and AA that axe leaves off by itself.
_AXE = """async () => {
  const asked = { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } };
  const { violations } = await axe.run(document, asked);
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => [id, `${help}: ${node.html.slice(0, 200)}`]));
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, for as long as it is wanted."""
    executable = shutil.which("chromium")
    required("Chromium", executable)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        yield launched
        launched.close()


def browse(site: Path, files: Iterable[str], browser: Browser) -> tuple[Finding, ...]:
    """Look at *files* of *site*. Stubs that lead on are not for this: the browser is gone before anything is seen."""
    package("axe-core")
    found: list[Finding] = []
    with served(site) as address:
        with_scripts, without = browser.new_context(), browser.new_context(java_script_enabled=False)
        pages = with_scripts.new_page(), without.new_page()
        said, asked = listen(pages[0])
        origin = "/".join(address.split("/")[:3]) + "/"
        for file in files:
            found += _look(*pages, address, file, may_need_scripts=file.startswith(SEARCH))
            found += [Finding(file, "console", text) for text in said]
            found += [Finding(file, "third-party", url) for url in asked if not url.startswith(origin)]
            said.clear()
            asked.clear()
        for context in (with_scripts, without):
            found += [Finding("", "cookie", str(cookie)) for cookie in context.cookies()]
            context.close()
    return tuple(found)


def listen(page: Page) -> tuple[list[str], list[str]]:
    """What is said on the console of *page* and what it asks for, from now on."""
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    return said, asked


def _look(page: Page, bare: Page, address: str, file: str, *, may_need_scripts: bool) -> Iterator[Finding]:
    url = address + file.removesuffix("index.html")
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(url)
    bare.set_viewport_size({"width": WIDTHS[0], "height": 900})
    bare.goto(url)
    if not may_need_scripts and page.locator("body").inner_text() != bare.locator("body").inner_text():
        yield Finding(file, "needs-javascript", "reads otherwise without JavaScript")
    if not bare.locator("main h1").is_visible() or not bare.locator("main").inner_text().strip():
        yield Finding(file, "needs-javascript", "has no heading without JavaScript")
    page.evaluate(_OPEN_ALL)
    page.evaluate(package("axe-core").joinpath("axe.min.js").read_text("utf-8"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            if page.evaluate(_TOO_WIDE):
                yield Finding(file, "scrolls-sideways", f"at {width} px, {scheme}")
            for rule, message in page.evaluate(_AXE):
                yield Finding(file, rule, f"at {width} px, {scheme}: {message}")
