"""Whether a source says enough, asked before money is spent."""

import pytest

from modelwire_ssg.fill.enough import too_little
from tests.unit.fill.assignments import LEASE, lease

THIN = {
    "nothing": ("", "a headline and nothing else"),
    "white space": (" \n ", "a headline and nothing else"),
    "the headline again": (LEASE.title, "little more than the headline"),
    "the headline twice": (f"{LEASE.title}. {LEASE.title}!", "little more than the headline"),
    "a few words": ("Both firms said on Monday that bonds and cash and deposits matter now.", "13 words, too few"),
}


@pytest.mark.parametrize("kind", THIN)
def test_thin_text_is_too_little_and_says_why(kind: str) -> None:
    excerpt, why = THIN[kind]
    assert why in too_little(lease(excerpt=excerpt), least_words=25)


def test_a_full_description_is_enough() -> None:
    assert too_little(LEASE, least_words=25) == ""


def test_article_makes_up_for_a_thin_description() -> None:
    assert too_little(lease(excerpt="", article=LEASE.excerpt), least_words=25) == ""


def test_writer_that_needs_less_gets_by_with_less() -> None:
    assert too_little(lease(excerpt=THIN["a few words"][0]), least_words=8) == ""
