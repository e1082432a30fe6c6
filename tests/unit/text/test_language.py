"""Words of the interface: no language lacks one, and days, numbers and plurals are the language's own."""

from datetime import date

import pytest
from babel import Locale

from modelwire_ssg.text.language import (
    ENGLISH,
    PLURALS,
    Language,
    is_known,
    packaged_languages,
    packaged_words,
    placeholders,
)

DAY = date(2026, 5, 12)


def stems(code: str) -> dict[str, dict[str, str]]:
    """Key without its plural form → form ("" where it has none) → words."""
    found: dict[str, dict[str, str]] = {}
    for key, words in packaged_words(code).items():
        stem, _, form = key.rpartition(".")
        plural = form in PLURALS and f"{stem}.other" in packaged_words(code) and stem != "count"
        found.setdefault(stem if plural else key, {})[form if plural else ""] = words
    return found


@pytest.mark.parametrize("code", packaged_languages())
def test_file_of_a_language_has_the_keys_of_english_and_no_other(code: str) -> None:
    assert set(stems(code)) == set(stems(ENGLISH))


@pytest.mark.parametrize("code", packaged_languages())
def test_words_fill_in_what_the_english_ones_do(code: str) -> None:
    english = stems(ENGLISH)
    for stem, forms in stems(code).items():
        wanted = {name for words in english[stem].values() for name in placeholders(words)}
        for form, words in forms.items():
            assert placeholders(words) | ({"n"} if form else set()) == wanted, f"{stem}.{form}"


@pytest.mark.parametrize("code", packaged_languages())
def test_plural_forms_are_those_of_the_language(code: str) -> None:
    forms = set(Locale.parse(code).plural_form.tags) | {"other"}
    for stem, given in stems(code).items():
        assert set(given) in ({""}, forms), stem


@pytest.mark.parametrize("code", packaged_languages())
def test_no_words_are_empty_or_have_blanks_at_their_ends(code: str) -> None:
    spaced = {"list.comma", "under.after"}
    for key, words in packaged_words(code).items():
        assert words.strip(), key
        assert words == words.strip() or key in spaced, key


@pytest.mark.parametrize(
    ("code", "day", "short", "month", "number", "share"),
    [
        ("en", "May 12, 2026", "May 12", "May 2026", "1,234", "12%"),
        ("de", "12. Mai 2026", "12. Mai", "Mai 2026", "1.234", "12\u00a0%"),
        ("de-AT", "12. Mai 2026", "12. Mai", "Mai 2026", "1.234", "12\u00a0%"),
        ("ar", "12 مايو 2026", "12 مايو", "مايو 2026", "1,234", "12%"),
    ],
)
def test_days_and_numbers_are_written_as_in_the_language(
    code: str, day: str, short: str, month: str, number: str, share: str
) -> None:
    spoken = Language(code)
    marks = "\u200e\u200f\u061c"  # Babel may set marks of direction
    said = [spoken.day(DAY), spoken.short_day(DAY), spoken.month(DAY), spoken.number(1234), spoken.percent(12)]
    assert [text.strip(marks) for text in said] == [day, short, month, number, share]


def test_region_without_a_file_speaks_its_language_before_english() -> None:
    assert Language("de-AT").t("nav.today") == "Heute"
    assert Language("DE").t("nav.today") == "Heute"
    assert Language("he").t("nav.today") == "Today"


def test_number_decides_the_form() -> None:
    own = [(f"count.brief.{form}", f"{form} {{n}}") for form in PLURALS]
    said = [Language("ar", own).count(number, "brief").split()[0] for number in (0, 1, 2, 3, 11, 100)]
    assert said == ["zero", "one", "two", "few", "many", "other"]
    assert [Language("en").count(number, "brief") for number in (0, 1, 1234)] == ["0 briefs", "1 brief", "1,234 briefs"]


def test_form_that_is_missing_falls_back_to_other_words_of_the_language() -> None:
    assert Language("ar", [("count.brief.other", "{n} x")]).count(2, "brief") == "2 x"


@pytest.mark.parametrize("said", ["", "a", "a und b", "a, b und c"])
def test_names_are_listed_as_in_the_language(said: str) -> None:
    assert Language("de").listed([letter for letter in "abc" if letter in said]) == said


def test_words_that_do_not_exist_are_a_fault() -> None:
    with pytest.raises(LookupError, match=r"nav\.tomorrow"):
        Language("en").t("nav.tomorrow")
    with pytest.raises(LookupError, match=r"'brief\.updated' need a value for 'day'"):
        Language("en").t("brief.updated")


@pytest.mark.parametrize("code", ["en", "de", "pt-BR", "zh-Hant", "ar", "de-AT"])
def test_code_of_a_language_is_known(code: str) -> None:
    assert is_known(code)


@pytest.mark.parametrize("code", ["xx", "english", "", "../en", "de_AT", "en-"])
def test_what_is_no_code_is_not_known(code: str) -> None:
    assert not is_known(code)
