"""Opening one YAML file of content/ for typed reading."""

from pathlib import Path
from zoneinfo import ZoneInfo

from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.text.fields import Fields
from modelwire_ssg.text.files import read_text
from modelwire_ssg.text.yaml_doc import YamlDoc, load


def open_fields(
    root: Path, path: str, problems: list[Problem], *, zone: ZoneInfo | None = None, required: bool = False
) -> Fields:
    """The mapping in *path* below *root*; an absent file is an empty one, and a Problem where it is *required*."""
    file = root / path
    if not file.is_file():
        if required:
            problems.append(
                Problem(
                    code="file-missing",
                    place=Place(path=path),
                    message="the file is not there",
                    hint="`modelwire init DIR` makes a newsroom with all its files",
                )
            )
        return Fields(YamlDoc({}), path, problems, zone=zone)
    text, faults = read_text(file, path)
    problems.extend(faults)
    doc, faults = load(text or "", path)
    problems.extend(faults)
    return Fields(doc, path, problems, zone=zone)


def entries(fields: Fields) -> list[tuple[str, Fields]]:
    """The mappings below each key of *fields*; a key with anything else is a Problem."""
    found = []
    for key in fields.keys:
        entry = fields.below(key, required=True)
        if entry is not None:
            found.append((key, entry))
    return found
