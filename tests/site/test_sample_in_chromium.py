"""The sample site in a real Chromium, one page of every kind."""

import pytest
from playwright.sync_api import Browser

from tests.site.chromium import browse
from tests.site.conftest import Built
from tests.site.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_every_kind_of_page_passes_axe_fits_says_nothing_asks_nobody_and_needs_no_script(
    browser: Browser, sample: Built
) -> None:
    files = [specimen.file for specimen in sample.specimens if specimen.kind != "redirect"]
    assert len(files) > 12
    assert browse(sample.site, files, browser) == ()


def test_stub_leads_on_without_javascript(browser: Browser, sample: Built) -> None:
    (stub,) = (specimen for specimen in sample.specimens if specimen.kind == "redirect")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    with served(sample.site) as address:
        page.goto(address + stub.url)
        page.wait_for_url(lambda url: url != address + stub.url)
        assert page.locator("h1").inner_text() != "This page has moved"
    context.close()


def test_the_first_tab_goes_to_the_content(browser: Browser, sample: Built) -> None:
    page = browser.new_page()
    with served(sample.site) as address:
        page.goto(address)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.close()
