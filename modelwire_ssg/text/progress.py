"""Showing how far long work has come, without knowing how it is shown."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

_T = TypeVar("_T")


class Watch(Protocol):
    """Gives *items* on, one by one, and shows *what* is being done and how far it is."""

    def __call__(self, items: Iterable[_T], what: str, total: int) -> Iterable[_T]:
        """Give *items* on; *total* is how many there will be."""
        ...


def unwatched(items: Iterable[_T], what: str, total: int) -> Iterable[_T]:  # noqa: ARG001 - the shape of Watch
    """Show nothing."""
    return items
