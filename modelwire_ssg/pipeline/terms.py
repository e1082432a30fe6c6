"""The terms on which servers are asked, as plain data for workers."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from modelwire_ssg import __version__
from modelwire_ssg.model.settings import Settings
from modelwire_ssg.retrieve.http import Asking


def terms(settings: Settings, now: datetime) -> dict[str, Any]:
    """What a worker has to know of us, whatever it asks for."""
    return {
        "user_agent": f"Modelwire/{__version__} (+{settings.base_url})",
        "now": now.isoformat(),
        "allow": list(settings.fetch.allow),
    }


def asking(
    said: Mapping[str, Any], at: Callable[[str], None], *, deadline_s: float, max_bytes: int,
    kept_headers: Collection[str] = (),
) -> Asking:  # fmt: skip
    """What `terms` gave, for a request; *at* is told what begins."""
    return Asking(
        user_agent=said["user_agent"],
        now=datetime.fromisoformat(said["now"]),
        allow=said["allow"],
        deadline_s=deadline_s,
        max_bytes=max_bytes,
        at=at,
        kept_headers=kept_headers,
    )
