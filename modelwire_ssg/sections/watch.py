"""What to look out for: one list item each, ``- by 2026-11-12: Watch whether …``."""

import re
from datetime import date

from modelwire_ssg.model.brief import WatchLine
from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.sections.kind import SectionKind
from modelwire_ssg.text.markdown import Block

_CHECKBOX = re.compile(r"\[[ xX]\]\s+")
_ITEM = re.compile(r"by (\d{4}-\d\d-\d\d):\s+(\S.*)", re.DOTALL)


def _read(block: Block, path: str, line_shift: int) -> tuple[tuple[WatchLine, ...], tuple[Problem, ...]]:
    lines: list[WatchLine] = []
    problems: list[Problem] = []
    for number, item in enumerate(block.items, start=1):
        place = Place(path=path, line=item.line + line_shift)
        text = item.markdown
        if checkbox := _CHECKBOX.match(text):
            text = text[checkbox.end() :]
            problems.append(
                Problem(
                    code="watch-checkbox",
                    place=place,
                    message="a check box decides nothing here",
                    hint="remove it; `modelwire watch resolve` records how an item came out, with its evidence",
                )
            )
        found = _ITEM.fullmatch(text)
        by = _day(found.group(1)) if found else None
        if found is None or by is None:
            problems.append(
                Problem(
                    code="watch-date",
                    place=place,
                    message="a watch item has no day by which it is due",
                    hint="begin it with `by 2026-11-12: Watch whether …`",
                )
            )
            continue
        lines.append(WatchLine(number=number, by=by, text=" ".join(found.group(2).split()), place=place))
    for line in block.beside_items:
        problems.append(
            Problem(
                code="watch-stray",
                place=Place(path=path, line=line + line_shift),
                message="this text belongs to no watch item; readers do not see it",
                hint="an item is one paragraph that begins with `- by 2026-11-12: Watch whether …`",
                severity="warning",
            )
        )
    return tuple(lines), tuple(problems)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


KIND = SectionKind(name="watch", heading="Watch", read_items=_read)
