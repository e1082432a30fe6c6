"""The sample site before every validator that reads files, and on the scales."""

from collections.abc import Callable

import pytest

from modelwire_ssg.pages import PAGE_KINDS
from tests.site import budgets
from tests.site.conftest import Built
from tests.site.finding import Validator
from tests.site.validators import VALIDATORS

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
    assert {kind for kind in files if not kind.endswith(("atom", "feed"))} <= {"rss", "sitemap", "robots", "style"}
