"""What is buried in the story, and how it ties to our archive."""

from modelwire_ssg.sections.kind import SectionKind

KIND = SectionKind(name="context", heading="Context")
