"""Where a name stands in a list from A to Z, and what stands under each letter."""

from collections.abc import Iterable
from functools import lru_cache
from unicodedata import combining, name, normalize

OTHER = "#"  # what begins with no letter
HAN = "漢字"  # a letter for each of these would be thousands


@lru_cache(maxsize=32_768)  # asked for each page with names, each night and each save in a preview
def filed_under(name: str) -> str:
    """An article at the front does not count, nor do accents: Ö stands among the O."""
    bare = "".join(mark for mark in normalize("NFD", name.casefold()) if not combining(mark))
    return bare.removeprefix("the ") or bare


@lru_cache(maxsize=32_768)
def letter_of(name: str) -> str:
    """The heading *name* stands under: a letter of any script, `HAN`, or `OTHER`."""
    first = filed_under(name)[:1]
    if not first.isalpha():
        return OTHER
    return HAN if _is_han(first) else first.upper()


def _is_han(mark: str) -> bool:
    return name(mark, "").startswith("CJK ")


def by_letter(names: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """(key, name) → letter → its keys; the letters and what stands under them in the order of the names."""
    ordered = sorted(names, key=lambda one: (filed_under(one[1]), one[0]))
    found: dict[str, list[str]] = {}
    for key, named in ordered:
        found.setdefault(letter_of(named), []).append(key)
    return found


def part_of_address(letter: str) -> str:
    """``s`` for S; ``u44f`` for Я: no file system and no server writes it otherwise."""
    known = {OTHER: "other", HAN: "han"}.get(letter)
    small = letter.lower()
    return known or (small if small.isascii() else "".join(f"u{ord(mark):x}" for mark in small))
