"""Judges every labelled sentence alone in its part, and counts by kind what the gates refuse."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from modelwire_ssg.fill.gates import judge
from modelwire_ssg.model.drafting import Assignment, Connection, Draft, Finding, Offered, Paragraph, WatchDraft
from tests.labelled.reader import Labelled, Story, read_stories

GROUPS = {
    "names": ("name", "name-swap"),
    "numbers": ("number", "number-unit", "percent-points", "version", "derived", "range"),
    "dates": ("date", "date-relative"),
    "quotations": ("quotation-invented", "quotation-changed", "quotation-speaker"),
    "copied runs": ("copied-run",),
}
MEASURED = tuple(kind for kinds in GROUPS.values() for kind in kinds)
MEANING = "meaning-"  # what only the seventh gate, a second call, can see


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A sentence with what the gates say of it."""

    sentence: Labelled
    findings: tuple[Finding, ...]

    @property
    def is_hit(self) -> bool:
        """Whether a finding's span shares characters with the planted one."""
        spot = self.sentence.text.find(self.sentence.span)
        end = spot + len(self.sentence.span)
        return any(
            at < end and spot < at + len(finding.span)
            for finding in self.findings
            if finding.span and (at := self.sentence.text.find(finding.span)) >= 0
        )


def judge_all(stories: Iterable[Story]) -> tuple[Judged, ...]:
    """Judge all sentences of *stories*."""
    return tuple(
        Judged(sentence=one, findings=tuple(_findings(one, story.assignment)))
        for story in stories
        for one in story.sentences
    )


def draft_of(one: Labelled, assignment: Assignment) -> Draft:
    """Put the sentence alone into its part; the brief it cites is linked in it, or in another paragraph."""
    context = [one.text] if one.part == "context" else []
    connections = []
    if one.cites:
        anchor = one.anchor
        if not anchor:
            brief = next(brief for brief in assignment.offered if brief.id == one.cites)
            context.append(anchor := _citing(brief))
        connections.append(Connection(id=one.cites, relation="parallels", anchor=anchor))
    return Draft(
        summary=(one.text,) if one.part == "summary" else (),
        context=tuple(Paragraph(role="connection", text=text) for text in context),
        connections=tuple(connections),
        watch=(WatchDraft(text=one.text, by=one.by),) if one.by else (),
    )


def _citing(brief: Offered) -> str:
    return f"See {brief.title}, {brief.day:%B} {brief.day.day}."


def _findings(one: Labelled, assignment: Assignment) -> Iterator[Finding]:
    for finding in judge(draft_of(one, assignment), assignment):
        if finding.part in (one.part, "connections") and (not finding.sentence or finding.sentence in one.text):
            yield finding


def as_markdown(judged: Iterable[Judged]) -> str:
    """The table that the README shows."""
    every = tuple(judged)
    rows = ["| kind | sentences | refused | | the planted words named |", "| :-- | --: | --: | --: | --: |"]
    good = [one for one in every if not one.sentence.kind]
    rows.append(_row("**good**", good))
    kinds = sorted({one.sentence.kind for one in every} - {""})
    for group, members in GROUPS.items():
        rows.append(_row(f"**{group}**", [one for one in every if one.sentence.kind in members], hits=True))
        rows.extend(_row(kind, _of(every, kind), hits=True) for kind in members if kind in kinds)
    rest = [kind for kind in kinds if kind not in MEASURED and not kind.startswith(MEANING)]
    rows.append(_row("**other faults**", [one for one in every if one.sentence.kind in rest], hits=True))
    rows.extend(_row(kind, _of(every, kind), hits=True) for kind in rest)
    meaning = [kind for kind in kinds if kind.startswith(MEANING)]
    rows.append(_row("**meaning**", [one for one in every if one.sentence.kind in meaning], hits=True))
    rows.extend(_row(kind, _of(every, kind), hits=True) for kind in meaning)
    return "\n".join(rows) + "\n"


def share(judged: Iterable[Judged], *kinds: str) -> float:
    """Which share of the sentences of *kinds* is refused."""
    refused = [bool(one.findings) for one in judged if one.sentence.kind in kinds]
    return sum(refused) / len(refused) if refused else 0.0


def _of(judged: Iterable[Judged], kind: str) -> list[Judged]:
    return [one for one in judged if one.sentence.kind == kind]


def _row(name: str, judged: list[Judged], *, hits: bool = False) -> str:
    refused = sum(1 for one in judged if one.findings)
    percent = f"{100 * refused / len(judged):.1f} %" if judged else ""
    hit = str(sum(1 for one in judged if one.is_hit)) if hits else ""
    return f"| {name} | {len(judged)} | {refused} | {percent} | {hit} |"


def as_summary(sets: dict[str, tuple[Judged, ...]]) -> str:
    """A row a set, a column a group: the table of the sets that stand apart."""
    names = [*GROUPS, "meaning"]
    rows = [f"| set | good | refused | {' | '.join(names)} |", f"| :-- | --: | --: |{' --: |' * len(names)}"]
    for name, judged in sets.items():
        meaning = {one.sentence.kind for one in judged if one.sentence.kind.startswith(MEANING)}
        shares = [share(judged, *kinds) for kinds in (*GROUPS.values(), meaning)]
        good = _of(judged, "")
        cells = [name, str(len(good)), f"{100 * share(judged, ''):.1f} %", *(f"{100 * one:.1f} %" for one in shares)]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_markdown(judge_all(read_stories(Path(__file__).parent / "stories"))))
