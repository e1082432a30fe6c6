"""``file:`` sources: a path under the newsroom's root, or an absolute one that the operator wrote."""

import stat
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from modelwire_ssg.model.errors import RetrieveError
from modelwire_ssg.retrieve.state import FeedMemory, Retrieved


def retrieve_file(url: str, root: Path, memory: FeedMemory, *, now: datetime, max_bytes: int) -> Retrieved:
    """Read ``file:content/x.xml`` (below *root*, which it may not leave) or ``file:///abs/x.xml``, always anew.

    sources.yml is trusted, so an absolute path is what its writer meant; only ``..`` is taken for a slip.
    """
    path = _path(url, root)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise RetrieveError(f"{path} is not a file")
        with path.open("rb") as file:
            body = file.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise RetrieveError(f"there is no file {path}") from error
    except OSError as error:
        raise RetrieveError(f"{path} cannot be read: {error.strerror}") from error
    if len(body) > max_bytes:
        raise RetrieveError(f"{path} is larger than {max_bytes:,} bytes".replace(",", " "))
    # Nothing that servers say counts for a file, but what it showed before does.
    kept = FeedMemory(url=url, last_good=now, newest=memory.newest, shown=memory.shown, items_week=memory.items_week)
    return Retrieved(status="ok", body=body, memory=kept)


def _path(url: str, root: Path) -> Path:
    parts = urlsplit(url)
    name = unquote(parts.path)
    if parts.netloc not in ("", "localhost"):
        raise RetrieveError(f"file: addresses name no host, and this one names '{parts.netloc}'")
    if not name or "\0" in name:
        raise RetrieveError("the file: address names no file")
    if name.startswith("/"):
        return Path(name)
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()):
        raise RetrieveError(f"'{name}' leads out of the newsroom; an absolute path would be file:///…")
    return path
