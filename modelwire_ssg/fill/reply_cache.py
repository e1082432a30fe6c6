"""Replies that were paid for, in `.modelwire/replies/`, by everything that went into the prompt but the random tag.

Written before anything is done with a reply, so that a crash costs no money twice.
"""

import json
from collections.abc import Collection
from pathlib import Path

from modelwire_ssg.text.files import write_atomically

FOLDER = ".modelwire/replies"


def cached_reply(root: Path, digest: str) -> tuple[str, str] | None:
    """The model and the text of an earlier reply; a damaged entry counts as none."""
    try:
        value = json.loads(_file(root, digest).read_text("utf-8"))
        return str(value["model"]), str(value["reply"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_reply(root: Path, digest: str, *, brief: str, model: str, reply: str) -> None:
    """Remember *reply* for this prompt."""
    value = json.dumps({"brief": brief, "model": model, "reply": reply}, ensure_ascii=False)
    write_atomically(_file(root, digest), value.encode())


def forget_replies(root: Path, briefs: Collection[str]) -> None:
    """Delete what was written about *briefs*, after a takedown; entries that cannot be read go too."""
    for file in (root / FOLDER).glob("*.json") if briefs else ():
        try:
            brief = str(json.loads(file.read_text("utf-8"))["brief"])
        except (ValueError, KeyError, TypeError):
            brief = None
        if brief is None or brief in briefs:
            file.unlink(missing_ok=True)


def _file(root: Path, digest: str) -> Path:
    return root / FOLDER / f"{digest.removeprefix('sha256:')}.json"
