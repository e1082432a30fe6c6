"""What a page weighs, raw and gzipped, and what it may: the budgets of the README. 1 KB is 1,000 bytes."""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.site.finding import Finding, below, pages_of
from tests.site.kinds import Specimen
from tests.site.reading import read_page

KB = 1000
BRIEF, BRIEF_GZIPPED = 30 * KB, 9 * KB
SHEET, SHEET_GZIPPED = 12 * KB, 4 * KB
FIRST_VIEW_GZIPPED = 14 * KB  # the page and its sheet: what a server sends before it waits for an answer
SEARCH_SCRIPT, KEYBOARD_SCRIPT = 4 * KB, 2 * KB
SEARCH, KEYBOARD = "search", "keys.js"
INDEXES_OF_SEARCH = "search/2*/*"  # Pagefind's own: read on that page alone, at the first input


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes of one file."""

    raw: int
    gzipped: int


def weigh(file: Path) -> Weight:
    data = file.read_bytes()
    return Weight(len(data), len(gzip.compress(data, 6, mtime=0)))  # 6 is what web servers take by themselves


def budgets(site: Path) -> tuple[Finding, ...]:
    """Every brief, the one sheet, what a first view takes on any page, and the scripts."""
    sheets = sorted(site.rglob("*.css"))
    if len(sheets) != 1:
        return (Finding("", "one-sheet", ", ".join(below(site, file) for file in sheets) or "none"),)
    sheet = weigh(sheets[0])
    found = [
        *_over(below(site, sheets[0]), "sheet", sheet.raw, SHEET),
        *_over(below(site, sheets[0]), "sheet, gzipped", sheet.gzipped, SHEET_GZIPPED),
    ]
    for file in pages_of(site):
        page, path, weight = read_page(file), below(site, file), weigh(file)
        if page.is_brief:
            found += _over(path, "brief", weight.raw, BRIEF)
            found += _over(path, "brief, gzipped", weight.gzipped, BRIEF_GZIPPED)
        found += _over(path, "first view, gzipped", weight.gzipped + sheet.gzipped, FIRST_VIEW_GZIPPED)
        if page.scripts and file.parent.name != SEARCH:
            found.append(Finding(path, "javascript", f"{page.scripts} scripts, and only the search page has any"))
    return (*found, *_scripts(site))


def _scripts(site: Path) -> Iterator[Finding]:
    for file in sorted(site.rglob("*.js")):
        if not file.match(INDEXES_OF_SEARCH):
            most = KEYBOARD_SCRIPT if file.name == KEYBOARD else SEARCH_SCRIPT
            yield from _over(below(site, file), "javascript", file.stat().st_size, most)


def _over(path: str, rule: str, size: int, most: int) -> Iterator[Finding]:
    if size > most:
        yield Finding(path, rule, f"{size} bytes, and at most {most}")


def table(site: Path, specimens: Iterable[Specimen]) -> str:
    """The largest page of each kind, and the sheet it comes with."""
    (sheet,) = site.rglob("*.css")
    style = weigh(sheet)
    lines = [f"{'':28}{'raw':>8}{'gzipped':>9}{'with ' + sheet.name:>16}"]
    for specimen in specimens:
        page = weigh(site / specimen.file)
        lines.append(f"{specimen.name:28}{page.raw:8}{page.gzipped:9}{page.gzipped + style.gzipped:16}")
    return "\n".join([*lines, f"{sheet.name:28}{style.raw:8}{style.gzipped:9}"])
