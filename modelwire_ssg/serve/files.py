"""Address → file of the preview. There is no way out of its folder, and nothing hidden in it is given."""

import os
import stat
from pathlib import Path, PurePosixPath

_TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_FEEDS = {"atom.xml": "application/atom+xml", "rss.xml": "application/rss+xml", "feed.json": "application/feed+json"}


def content_type(path: str) -> str:
    """Of a file by its name; what is unknown is bytes to every browser."""
    name = PurePosixPath(path)
    return _FEEDS.get(name.name) or _TYPES.get(name.suffix.lower(), "application/octet-stream")


def inside(path: str, base: str) -> str | None:
    """The file that a decoded address *path* below *base* means, relative to the preview; None for no such thing.

    ``/news/a/`` → ``a/index.html``. Empty, hidden and upward parts mean nothing.
    """
    if not path.startswith(base):
        return None
    below = path.removeprefix(base)
    parts = below.split("/")
    if parts[-1] == "":
        parts[-1] = "index.html"
    if any(not part or part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        return None
    return "/".join(parts)


def read_inside(folder: Path, path: str) -> bytes | None:
    """The bytes at *path*, a value of `inside`; None where no plain file lies, or a link leads there.

    Each folder is opened from the one before, so that none can become a link between the look and the reading.
    """
    *folders, name = path.split("/")
    held = -1
    try:
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        for part in folders:
            deeper = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=held)
            os.close(held)
            held = deeper
        file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=held)
        with open(file, "rb") as opened:
            return opened.read() if stat.S_ISREG(os.fstat(file).st_mode) else None
    except (OSError, ValueError):
        return None
    finally:
        if held >= 0:
            os.close(held)


def is_folder(folder: Path, path: str) -> bool:
    """Whether *path*, a value of `inside`, lacks nothing but its last slash."""
    return read_inside(folder, f"{path}/index.html") is not None
