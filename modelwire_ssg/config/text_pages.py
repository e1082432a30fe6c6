"""content/pages/*.md → TextPage records."""

from pathlib import Path

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.brief import InnerLink
from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.model.site import TextPage
from modelwire_ssg.text import front_matter
from modelwire_ssg.text.fields import Fields
from modelwire_ssg.text.files import read_text
from modelwire_ssg.text.lines import LineTable
from modelwire_ssg.text.markdown import parse, render
from modelwire_ssg.text.slugs import is_slug
from modelwire_ssg.text.yaml_doc import load

FOLDER = "content/pages"
_TAKEN = {
    path.rstrip("/")
    for path in (
        permalinks.ARCHIVE, permalinks.MENTIONS, permalinks.TAGS, permalinks.PUBLISHERS, permalinks.WATCH,
        permalinks.CORRECTIONS, permalinks.SCORECARD, permalinks.FEEDS,
    )
}  # fmt: skip


def load_text_pages(root: Path) -> tuple[dict[str, TextPage], list[Problem]]:
    """Read the pages; the file's name is its address. ``brief:`` links stay unresolved in the HTML."""
    problems: list[Problem] = []
    pages = {}
    for file in sorted((root / FOLDER).glob("*.md")):
        path = f"{FOLDER}/{file.name}"
        if not is_slug(file.stem):
            problems.append(Problem(code="page-name", place=Place(path=path),
                                    message=f"'{file.stem}' cannot be part of an address",
                                    hint="name the file with small letters, digits and hyphens"))  # fmt: skip
            continue
        if file.stem in _TAKEN:
            problems.append(Problem(code="page-taken", place=Place(path=path),
                                    message=f"'{file.stem}' is the address of a section of the site",
                                    hint="give the file another name: as it is, no page is made of it"))  # fmt: skip
            continue
        page = _load(file, path, problems)
        if page is not None:
            pages[page.slug] = page
    return pages, problems


def _load(file: Path, path: str, problems: list[Problem]) -> TextPage | None:
    text, faults = read_text(file, path)
    problems.extend(faults)
    front, faults = front_matter.split(text, path) if text is not None else (None, ())
    problems.extend(faults)
    if text is None or front is None:
        return None
    first = LineTable(text).line_at(front.start)
    doc, faults = load(text[front.start : front.end], path, first_line=first)
    problems.extend(faults)
    fields = Fields(doc, path, problems)
    title = fields.text("title", file.stem, required=True)
    fields.close()
    body = text[front.body :]
    links = _links(body, path, LineTable(text).line_at(front.body) - 1 if body else 0)
    return TextPage(slug=file.stem, title=title, html=render(body), links=links)


def _links(body: str, path: str, shift: int) -> tuple[InnerLink, ...]:
    return tuple(
        InnerLink(target=link.href, text=link.text, place=Place(path=path, line=link.line + shift))
        for block in parse(body).blocks
        for link in block.links
        if link.href.startswith(("brief:", "/"))
    )
