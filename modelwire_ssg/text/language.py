"""The words that pages say of themselves, and how a language writes days and numbers.

One file a language in ``modelwire_ssg/languages``; English is the list of keys. What a language has no word for is said
in English; a newsroom's own words come first. Babel is loaded with the first day, number or plural.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from modelwire_ssg.model.settings import Settings
from modelwire_ssg.text.yaml_doc import load

if TYPE_CHECKING:
    from babel import Locale

FOLDER = Path(__file__).parent.parent / "languages"
ENGLISH = "en"
PLURALS = ("zero", "one", "two", "few", "many", "other")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Language:
    """A language with its words; hashable by what it is made of."""

    def __init__(self, code: str, own: Iterable[tuple[str, str]] = ()) -> None:
        """*code* is one that `is_known`; *own* are words that come before those of the packaged files."""
        self.code = code
        packaged = packaged_words(file_of(code)) if file_of(code) else {}
        self._plain: dict[str, str] = {}  # what takes no values
        self.words: Mapping[str, str] = {**packaged_words(ENGLISH), **packaged, **dict(own)}

    @cached_property
    def _locale(self) -> "Locale":
        from babel import Locale  # 20 ms that a build with nothing to do has no use for

        return Locale.parse(self.code, sep="-")

    @cached_property
    def dir(self) -> str:
        """``ltr`` or ``rtl``."""
        return self._locale.text_direction

    def has(self, key: str) -> bool:
        """Whether there is such a word."""
        return key in self.words

    def t(self, key: str, **values: object) -> str:
        """The words of *key* with *values* filled in. Raises LookupError for a key or a value that is not there."""
        if values:
            return "".join(self.fill(key, values, str))
        if key not in self._plain:
            self._plain[key] = "".join(self.fill(key, values, str))
        return self._plain[key]

    def fill(self, key: str, values: Mapping[str, object], written: Callable[[object], str]) -> list[str]:
        """Pieces of the words of *key*, all made by *written*; numbers and days first as the language writes them.

        A key with plural forms takes the one for the number ``n``.
        """
        pieces = []
        for at, piece in enumerate(_pieces(self._text(key, values.get("n")))):
            if at % 2 == 0:
                pieces.append(written(piece))
            elif piece in values:
                pieces.append(written(self._value(values[piece])))
            else:
                raise LookupError(f"the words '{key}' need a value for '{piece}'")
        return pieces

    def count(self, number: int, what: str) -> str:
        """``1 brief``, ``1,200 briefs``: the words of ``count.brief``."""
        return self.t(f"count.{what}", n=number)

    def listed(self, parts: Sequence[str]) -> str:
        """``a``, ``a and b``, ``a, b and c``."""
        if len(parts) < 2:
            return "".join(parts)
        return self.t("list.and", first=self.words["list.comma"].join(parts[:-1]), last=parts[-1])

    @cached_property
    def day(self) -> Callable[[date], str]:
        """``May 12, 2026``."""
        return self._written(lambda dates, day: dates.format_date(day, "long", self._locale))

    @cached_property
    def short_day(self) -> Callable[[date], str]:
        """``May 12``."""
        return self._written(lambda dates, day: dates.format_skeleton("MMMMd", day, locale=self._locale))

    @cached_property
    def weekday(self) -> Callable[[date], str]:
        """``Tuesday``."""
        return self._written(lambda dates, day: dates.format_date(day, "EEEE", self._locale))

    @cached_property
    def month(self) -> Callable[[date], str]:
        """``May 2026``."""
        return self._written(lambda dates, day: dates.format_skeleton("yMMMM", day, locale=self._locale))

    @cached_property
    def short_month(self) -> Callable[[date], str]:
        """``May``."""
        return self._written(lambda dates, day: dates.format_date(day, "MMM", self._locale))

    def number(self, number: float) -> str:
        """``1,234``."""
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self._locale)

    def percent(self, number: float) -> str:
        """Of 12, ``12%``."""
        from babel.numbers import format_percent

        return format_percent(number / 100, locale=self._locale)

    def _text(self, key: str, number: object) -> str:
        found = self.words.get(key)
        if found is None and isinstance(number, int):
            found = self.words.get(f"{key}.{self._locale.plural_form(number)}") or self.words.get(f"{key}.other")
        if found is None:
            raise LookupError(f"no language has words for '{key}'")
        return found

    def _value(self, value: object) -> object:
        if isinstance(value, date):
            return self.day(value)
        return self.number(value) if isinstance(value, int) else value

    def _written(self, write: Callable[..., str]) -> Callable[[date], str]:
        from babel import dates

        @lru_cache(maxsize=8192)
        def written(day: date) -> str:
            if not isinstance(day, date):
                raise TypeError(f"{day!r} is no day")
            return write(dates, day)

        return written


def language_of(settings: Settings) -> Language:
    """The language of a site."""
    return _language(settings.language, tuple(settings.words.items()))


@lru_cache(maxsize=16)
def _language(code: str, own: tuple[tuple[str, str], ...]) -> Language:
    return Language(code, own)


def is_known(code: str) -> bool:
    """Whether *code* names a language, such as ``de``, ``pt-BR`` or ``ar``."""
    if code in packaged_languages():
        return True
    from babel import Locale, UnknownLocaleError

    try:
        return bool(Locale.parse(code, sep="-"))
    except (UnknownLocaleError, ValueError, TypeError):
        return False


@lru_cache(maxsize=1)
def packaged_languages() -> tuple[str, ...]:
    """Codes of the languages that have a file."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yml")))


@lru_cache(maxsize=16)
def packaged_words(code: str) -> Mapping[str, str]:
    """Key → words of one packaged file, keys as a path with dots."""
    path = FOLDER / f"{code}.yml"
    doc, problems = load(path.read_text("utf-8"), f"languages/{path.name}")
    assert not problems, problems
    return dict(flatten(doc.value))


def file_of(code: str) -> str:
    """Of ``de-AT`` its own file, or ``de``; "" where there is neither."""
    known = {name.lower(): name for name in packaged_languages()}
    return known.get(code.lower()) or known.get(code.lower().partition("-")[0]) or ""


def flatten(value: object, at: tuple[str, ...] = ()) -> Iterable[tuple[str, str]]:
    """``{count: {brief: {one: …}}}`` → ``count.brief.one``."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from flatten(below, (*at, str(key)))
    else:
        yield ".".join(at), str(value)


def placeholders(words: str) -> frozenset[str]:
    """Names that are filled in."""
    return frozenset(_PLACEHOLDER.findall(words))


@lru_cache(maxsize=4096)
def _pieces(words: str) -> tuple[str, ...]:
    """Text, name, text, name, …, text."""
    return tuple(_PLACEHOLDER.split(words))
