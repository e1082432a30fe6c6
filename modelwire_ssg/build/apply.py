"""A plan → files. Each is replaced whole; a crash in between leaves old or new pages and a mark that lists both."""

import contextlib
from pathlib import Path

from modelwire_ssg.build.manifest import Manifest, write_manifest
from modelwire_ssg.build.plan import BuildPlan
from modelwire_ssg.model.errors import ContentError
from modelwire_ssg.text.files import replace_quickly


def apply_build(plan: BuildPlan, manifest: Manifest, folder: Path, *, drafts: bool = False) -> None:
    """Bring *folder* to what *plan* says. OSError goes to the caller."""
    folder.mkdir(parents=True, exist_ok=True)
    if plan.write or plan.delete:
        write_manifest(folder, Manifest(paths=manifest.paths | plan.outputs, drafts=manifest.drafts or drafts))
    for write in plan.write:
        file = folder / write.output.path
        _make_room(file, folder)
        replace_quickly(file, write.output.data)
    for path in plan.delete:
        _delete(folder / path, folder)
    write_manifest(folder, Manifest(paths=plan.outputs, drafts=drafts))


def _make_room(file: Path, folder: Path) -> None:
    """Refuse to write through a link that leads out of the output."""
    for parent in file.relative_to(folder).parents:
        if (folder / parent).is_symlink():
            raise ContentError(f"{folder / parent} is a link; the site is not written through it", "remove the link")
    file.parent.mkdir(parents=True, exist_ok=True)


def _delete(file: Path, folder: Path) -> None:
    if any((folder / parent).is_symlink() for parent in file.relative_to(folder).parents):
        return
    file.unlink(missing_ok=True)
    for parent in file.relative_to(folder).parents:
        if parent.parts:
            with contextlib.suppress(OSError):  # not empty: something else lives there
                (folder / parent).rmdir()
