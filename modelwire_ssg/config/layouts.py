"""Where layouts lie: the newsroom's own stand before the packaged ones, file by file."""

import hashlib
from pathlib import Path

import modelwire_ssg

FOLDER = "layouts"


def packaged_layouts() -> Path:
    """The default theme: inside the installed package, or at the top of the repository."""
    package = Path(modelwire_ssg.__file__).parent
    installed = package / FOLDER
    return installed if installed.is_dir() else package.parent / FOLDER


def layouts_digest(root: Path) -> str:
    """A digest that changes when any layout of the newsroom at *root*, or of the package, does."""
    total = hashlib.sha256()
    for folder in (root / FOLDER, packaged_layouts()):
        for file in sorted(folder.glob("*.*")) if folder.is_dir() else ():
            if file.is_file():
                total.update(f"{folder.name}/{file.name}\0".encode() + file.read_bytes() + b"\0")
    return total.hexdigest()[:16]
