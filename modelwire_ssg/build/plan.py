"""Finished outputs and what lies in the folder → what to write, keep and delete, each with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from modelwire_ssg.build.manifest import Manifest
from modelwire_ssg.model.errors import ContentError
from modelwire_ssg.model.site import Output


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One file to write."""

    output: Output
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildPlan:
    """What a build would do. ``outputs`` are all paths the site has afterwards."""

    write: tuple[Write, ...]
    keep: int
    delete: tuple[str, ...]
    outputs: frozenset[str]


def plan_build(outputs: Iterable[Output], manifest: Manifest, folder: Path) -> BuildPlan:
    """Compare each output with the file that lies there; equal bytes are left alone."""
    write: list[Write] = []
    seen: dict[str, bytes] = {}
    keep = 0
    for output in outputs:
        path = _safe(output.path)
        if path in seen:
            raise ContentError(f"two pages have the same address: {path}", "rename one of the two")
        seen[path] = output.data
        file = folder / path
        if file.is_symlink():
            write.append(Write(output=output, reason="a link lay there"))
        elif not file.is_file():
            write.append(Write(output=output, reason="was gone" if path in manifest.paths else "new"))
        elif file.read_bytes() != output.data:
            write.append(Write(output=output, reason="changed"))
        else:
            keep += 1
    delete = tuple(sorted(path for path in manifest.paths if path not in seen and _is_safe(path)))
    return BuildPlan(write=tuple(write), keep=keep, delete=delete, outputs=frozenset(seen))


def _safe(path: str) -> str:
    if not _is_safe(path):
        raise ContentError(f"'{path}' would lie outside of the site")
    return path


def _is_safe(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\\" not in path
