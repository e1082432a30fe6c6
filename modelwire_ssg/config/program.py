"""Which program this is, down to the last edit of its source: what another one kept in a cache is made anew."""

import os
from functools import cache
from hashlib import sha256
from pathlib import Path

import modelwire_ssg


@cache
def program() -> str:
    """The version, and a digest of the names, sizes and times of all modules and languages; a `stat` each."""
    total = sha256()
    for folder, below, names in os.walk(Path(modelwire_ssg.__file__).parent):
        below.sort()
        for name in sorted(names):
            if name.endswith((".py", ".yml")):
                found = Path(folder, name).stat()
                total.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return f"{modelwire_ssg.__version__} {total.hexdigest()[:16]}"
