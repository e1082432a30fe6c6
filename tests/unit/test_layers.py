"""The floors of the house: imports go down only, rooms never sideways, each third party through one door."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "modelwire_ssg"
FLOORS = {
    "model": 0,
    "text": 1,
    "sections": 2, "config": 2,
    "sources": 3, "retrieve": 3, "policies": 3, "briefs": 3, "fill": 3, "archive": 3, "watchlist": 3, "library": 3,
    "pages": 3, "render": 3, "build": 3, "checks": 3, "search": 3,
    "pipeline": 4,
    "cli": 5, "serve": 5,
}  # fmt: skip
DOORS: dict[str, str | tuple[str, ...]] = {
    "PIL": "text/picture.py",
    "anthropic": "fill/claude.py",
    "babel": "text/language.py",
    "click": "cli/",
    "font_source_serif_pro": "text/picture.py",
    "feedparser": "sources/rss_atom.py",
    "httpcore2": "retrieve/wire.py",
    "httpx2": "fill/claude.py",  # the SDK's transport raises its errors through the SDK
    "jinja2": "render/",
    "markdown_it": "text/markdown.py",
    "markupsafe": "render/",
    "nh3": "text/clean.py",
    "pagefind": "search/service.py",
    "pagefind_bin": "search/service.py",
    "protego": "policies/patterns.py",
    "pydantic": "fill/reply.py",
    "rich": "cli/",
    "slugify": "text/slugs.py",
    "starlette": "serve/",
    "trafilatura": "retrieve/article.py",
    "uvicorn": "serve/",
    "watchfiles": "serve/",
    "yaml": "text/yaml_doc.py",
}
STANDARD = {
    "config": {"sections"},
    "cli": {"serve"},
}  # of one floor: the settings name the sections; one command serves


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(file: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: imports are absolute"
            yield node.module or "", node.lineno


def room_of(file: Path) -> str:
    parts = file.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


@pytest.mark.parametrize("file", modules(), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_imports_go_down_only_and_never_sideways(file: Path) -> None:
    room = room_of(file)
    for name, line in imports(file):
        parts = name.split(".")
        if parts[0] != "modelwire_ssg" or len(parts) == 1 or not room:
            continue
        other = parts[1]
        allowed = other == room or FLOORS[other] < FLOORS[room] or other in STANDARD.get(room, ())
        assert allowed, f"{file.relative_to(PACKAGE)}:{line}: {room} may not import {other}"


@pytest.mark.parametrize("file", modules(), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_each_third_party_has_one_door(file: Path) -> None:
    path = file.relative_to(PACKAGE).as_posix()
    for name, line in imports(file):
        doors = DOORS.get(name.split(".")[0])
        if doors:
            assert path.startswith(doors), f"{path}:{line}: {name} is imported at {doors} only"


def test_every_room_stands_on_a_floor() -> None:
    rooms = {folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").is_file()}
    assert rooms == set(FLOORS)


@pytest.mark.parametrize("file", modules(), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_no_module_is_over_four_hundred_lines(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 400


def test_every_room_has_a_door_sign() -> None:
    for room in FLOORS:
        tree = ast.parse((PACKAGE / room / "__init__.py").read_text("utf-8"))
        assert ast.get_docstring(tree), f"{room}/__init__.py says nothing of what is in the room"
