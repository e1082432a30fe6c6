"""content/rights.yml: what hosts say to machines, one finding a line, sorted, so that git merges it by lines."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from modelwire_ssg.model.places import Problem
from modelwire_ssg.policies.finding import FOUND, PATH, Finding, Found, Rights
from modelwire_ssg.policies.patterns import pattern
from modelwire_ssg.text.fields import Fields
from modelwire_ssg.text.files import read_text, write_atomically
from modelwire_ssg.text.yaml_doc import dump_flow, load
from modelwire_ssg.text.yaml_list import read_entries, split_entries

_SHAPE = "- {host: …, where: …, at: …, found: …}"


def load_rights(root: Path) -> tuple[Rights, list[Problem]]:
    """All findings; a line with a fault is reported, loses no other, and makes its host be asked anew."""
    problems: list[Problem] = []
    findings = []
    for fields in read_entries(root, PATH, problems, shape=_SHAPE):
        before = len(problems)
        finding = _finding(fields)
        if len(problems) == before:
            findings.append(finding)
    return Rights(findings), problems


def write_rights(root: Path, rights: Rights) -> bool:
    """Put *rights* into the file, unless it says the same; returns whether it was written.

    Comments stay at its head; lines that cannot be read stay at its end, for a person to mend.
    """
    file = root / PATH
    text = (read_text(file, PATH)[0] or "") if file.is_file() else ""
    if file.is_file() and not text:
        text = file.read_bytes().decode("utf-8", "replace")
    head, faulty = [], []
    for _, entry in split_entries(text):
        kind = _kind(entry)
        if kind == "comment":
            head.append(entry)
        elif kind == "faulty":
            faulty.append(entry)
    lines = sorted({f"- {dump_flow(_value(finding))}\n" for finding in rights.findings})
    after = "".join(entry if entry.endswith("\n") else f"{entry}\n" for entry in (*head, *lines, *faulty))
    if after == text or (not after and not file.is_file()):
        return False
    write_atomically(file, after.encode())
    return True


def _kind(entry: str) -> str:
    doc, faults = load(entry.rstrip("\r\n"), PATH)
    if faults:
        return "faulty"
    if doc.value is None:
        return "comment" if entry.strip() else "blank"
    problems: list[Problem] = []
    if not isinstance(doc.value, list):
        return "faulty"
    for index in range(len(doc.value)):
        _finding(Fields(doc, PATH, problems, at=(index,)))
    return "faulty" if problems else "finding"


def _finding(fields: Fields) -> Finding:
    found = fields.choice("found", FOUND, "nothing", code="finding-unknown", required=True)
    finding = Finding(
        host=fields.text("host", required=True),
        where=fields.text("where", required=True),
        at=fields.day("at", required=True) or date.min,
        found=next((known for known in FOUND if known == found), _NOTHING),
        said=fields.text("said"),
        paths=fields.texts("paths") or ("/",),
        but=fields.texts("but"),
        place=fields.place(),
    )
    for key, patterns in (("paths", finding.paths), ("but", finding.but)):
        if any(not pattern(one) for one in patterns):
            fields.report(
                "pattern-shape", f"'{key}' holds what is no part of an address", "each begins with /", key=key
            )
    fields.close()
    return finding


_NOTHING: Found = "nothing"


def _value(finding: Finding) -> dict[str, object]:
    value: dict[str, object] = {
        "host": finding.host, "where": finding.where, "at": finding.at, "found": finding.found,
    }  # fmt: skip
    if finding.said:
        value["said"] = finding.said
    if finding.paths != ("/",):
        value["paths"] = list(finding.paths)
    if finding.but:
        value["but"] = list(finding.but)
    return value


def merged(rights: Rights, fresh: Iterable[Finding]) -> Rights:
    """*rights* with *fresh* in place of all that was found before at the same hosts and places."""
    new = tuple(fresh)
    replaced = {(finding.host, finding.where) for finding in new}
    return Rights([*(one for one in rights.findings if (one.host, one.where) not in replaced), *new])
