"""The sample site before every validator that reads files, and on the scales."""

import json
from collections.abc import Callable

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator, FormatChecker

from modelwire_ssg.pages import PAGE_KINDS
from tests.site import budgets
from tests.site.conftest import Built
from tests.site.finding import Validator
from tests.site.validators import VALIDATORS

NOT_HTML = {
    "rss", "sitemap", "sitemap_news", "robots", "style", "opml", "llms", "security_txt", "headers", "redirects",
    "nojekyll", "brief_md", "brief_json", "brief_schema", "og", "watch_ics",
}  # fmt: skip
pytestmark = pytest.mark.timeout(300)


@pytest.mark.parametrize("validator", VALIDATORS, ids=lambda validator: validator.__name__)
def test_validator_finds_nothing(validator: Validator, sample: Built) -> None:
    assert validator(sample.site) == ()


def test_budgets_hold(sample: Built, record_property: Callable[[str, object], None]) -> None:
    record_property("printed", budgets.table(sample.site, sample.specimens))
    assert budgets.budgets(sample.site) == ()


def test_sample_has_a_page_of_every_kind(sample: Built) -> None:
    html = {specimen.kind for specimen in sample.specimens}
    files = {kind.name for kind in PAGE_KINDS} - html
    assert {kind for kind in files if not kind.endswith(("atom", "feed"))} <= NOT_HTML


def test_every_twin_of_the_sample_is_what_its_published_schema_says(sample: Built) -> None:
    schema = json.loads((sample.site / "schema/brief.json").read_text("utf-8"))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    twins = sorted(sample.site.glob("20*/*/*/index.json"))
    assert len(twins) > 40
    for file in twins:
        errors = [error.message for error in validator.iter_errors(json.loads(file.read_text("utf-8")))]
        assert errors == [], file
        assert (file.with_name("index.md")).is_file()


def test_calendar_of_the_sample_is_one(sample: Built) -> None:
    calendar = Calendar.from_ical((sample.site / "watch/watch.ics").read_bytes())
    assert len(calendar.walk("VEVENT")) > 5
    assert not [error for part in calendar.walk() for error in part.errors]
