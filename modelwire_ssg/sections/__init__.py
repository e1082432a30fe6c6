"""Floor 2: the kinds of section a brief has, in the order of the page; and `authorship`: who wrote what of one.

To add one: a module with a `SectionKind`, and its name in `SECTION_KINDS`. May import `text` and `model`.
"""

from modelwire_ssg.sections import context, summary, watch
from modelwire_ssg.sections.kind import SectionKind

SECTION_KINDS: tuple[SectionKind, ...] = (summary.KIND, context.KIND, watch.KIND)
SECTIONS_BY_HEADING = {kind.heading.casefold(): kind for kind in SECTION_KINDS}
SECTION_NAMES = tuple(kind.name for kind in SECTION_KINDS)

__all__ = ["SECTIONS_BY_HEADING", "SECTION_KINDS", "SECTION_NAMES", "SectionKind"]
