"""What happened, by the source alone."""

from modelwire_ssg.sections.kind import SectionKind

KIND = SectionKind(name="summary", heading="Summary")
