"""The cases of a gate, read from `cases/`: files of `tests.labelled.reader`, with what a single sentence cannot say.

Stories in one file are parted by a line ``----``. The second field of a bad sentence is the finding's code, and
``\\u200b`` or ``\\n`` stand for characters that one does not see. A head may also have ``policy``, ``quote_words``,
``summary_words``, ``site``, ``found``, ``takes`` and ``tags`` (lists with ``;``). Among the sentences there are lines
for what is none::

    take: Analyst take
    mentions | form-mention | nobody | halden; nobody
    name | form-mention | <b>Acme</b> | <b>Acme</b>
    link | link-unknown | 2026/01/01-mill | {2026/01/01-mill @ the mill piece}: That echoes the mill piece.

and, below any of them: ``carrier story: words`` for what a checker says to carry it, ``at: 2026-05-25`` for a span that
does not stand in the text, ``also watch-act: words`` for a second finding, ``relation: refutes`` for its link, ``and
summary: …`` or ``and context: …`` for more text of the same draft.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from modelwire_ssg.model.drafting import Assignment, Carrier, Connection, Draft, Paragraph, ProposedMention
from modelwire_ssg.model.settings import Limits, Permit
from tests.labelled.reader import LabelError, Labelled, read_story
from tests.labelled.table import draft_of

CASES = Path(__file__).parent / "cases"
_HEAD = re.compile(r"(?P<key>policy|quote_words|summary_words|site|found|takes|tags):\s*(?P<value>.*)")
_LABEL = re.compile(
    r"(?P<part>take|tags|mentions|name|link)(?:\s*\|(?P<code>[^|]*)\|(?P<span>[^|]*)\||:)\s*(?P<text>.*)"
)
_MORE = re.compile(r"(?P<key>at|carrier\s+\S+|also\s+\S+|relation|and\s+(?:summary|context)):\s*(?P<value>.*)")
_LINK = re.compile(r"\{(?P<id>\S+)\s*@\s*(?P<anchor>[^}]*)\}:?\s*(?P<text>.*)")
_ESCAPE = re.compile(r"\\(?:U([0-9a-f]{8})|u([0-9a-f]{4})|(n))")


@dataclass(frozen=True, kw_only=True)
class Case:
    """A draft, and the findings asked for: pairs of a code and a span."""

    place: str
    text: str
    draft: Draft
    assignment: Assignment
    carriers: tuple[Carrier, ...] = ()
    findings: tuple[tuple[str, str], ...] = ()


def read_cases(gate: str) -> tuple[Case, ...]:
    """Read the file of *gate*; `LabelError` names the line that cannot be read."""
    name = f"{gate}.txt"
    cases: list[Case] = []
    lines = (CASES / name).read_text("utf-8").split("\n")
    marks = [n for n, line in enumerate(lines) if line.startswith("----")]
    for start, end in zip([0, *marks], [*marks, len(lines)], strict=True):
        block = ["" if n < start or line.startswith("----") else line for n, line in enumerate(lines[:end])]
        if any(line.strip() and not line.startswith("#") for line in block):
            cases.extend(_cases(name, block))
    return tuple(cases)


def _cases(name: str, lines: list[str]) -> Iterator[Case]:
    """The cases of one story; lines that the reader does not know are taken out before it reads."""
    head: dict[str, str] = {}
    labels: dict[int, re.Match[str]] = {}
    more: dict[int, list[tuple[str, str]]] = {}
    last, body = 0, False
    for n, line in enumerate(lines, 1):
        body = body or line in ("good", "bad")
        if match := None if body else _HEAD.fullmatch(line):
            head[match["key"]] = match["value"]
        elif match := _MORE.fullmatch(line) if body else None:
            more.setdefault(last, []).append((match["key"], _unescaped(match["value"])))
        elif match := _LABEL.fullmatch(line) if body else None:
            labels[last := n] = match
        else:
            last = n if line.strip() else last
            continue
        lines[n - 1] = ""
    story = read_story(name, "\n".join(lines))
    assignment = _with_head(story.assignment, head)
    for one in story.sentences:
        unescaped = replace(one, text=_unescaped(one.text), span=_unescaped(one.span))
        yield _case(unescaped, assignment, more.pop(one.line, []))
    for n, label in labels.items():
        yield _label_case(f"{name}:{n}", label, assignment, more.pop(n, []))
    for n in more:
        raise LabelError(f"{name}:{n}: no sentence stands above what is said of it")


def _with_head(assignment: Assignment, head: dict[str, str]) -> Assignment:
    permit = Permit(
        policy=head.get("policy", "full"),  # type: ignore[arg-type]  # one of the names
        publisher=assignment.permit.publisher,
        quote_words=int(head.get("quote_words", "20")),
    )
    limits = Limits(summary_words=int(head["summary_words"])) if "summary_words" in head else assignment.limits
    return replace(
        assignment,
        permit=permit,
        limits=limits,
        site=head.get("site", ""),
        found=_split(head.get("found", "")),
        takes=dict.fromkeys(_split(head.get("takes", "")), ""),
        tags=dict.fromkeys(_split(head.get("tags", "")), ""),
    )


def _case(one: Labelled, assignment: Assignment, more: list[tuple[str, str]]) -> Case:
    draft = _with_more(draft_of(one, assignment), more)
    carriers = tuple(Carrier(where=key.split()[1], quote=value) for key, value in more if key.startswith("carrier"))
    place = f"{one.story}:{one.line}"
    findings = _findings(one.kind, one.span, more)
    return Case(place=place, text=one.text, draft=draft, assignment=assignment, carriers=carriers, findings=findings)


def _label_case(place: str, label: re.Match[str], assignment: Assignment, more: list[tuple[str, str]]) -> Case:
    part, text = label["part"], _unescaped(label["text"])
    if part == "take":
        draft = Draft(take=text)
    elif part == "name":
        draft = Draft(proposed=(ProposedMention(name=text, kind="company"),))
    elif part == "link":
        link = _LINK.fullmatch(text)
        if link is None:
            raise LabelError(f"{place}: a link is '{{id @ anchor}}: text'")
        draft = Draft(
            context=(Paragraph(role="connection", text=link["text"]),),
            connections=(Connection(id=link["id"], relation="parallels", anchor=link["anchor"].strip()),),
        )
    else:
        draft = Draft(tags=_split(text)) if part == "tags" else Draft(mentions=_split(text))
    code, span = (label["code"] or "").strip(), _unescaped((label["span"] or "").strip())
    findings = _findings(code, span, more)
    return Case(
        place=place, text=label.group(), draft=_with_more(draft, more), assignment=assignment, findings=findings
    )


def _findings(code: str, span: str, more: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    first = [(code, dict(more).get("at", span))] if code else []
    return (*first, *((key.split()[1], value) for key, value in more if key.startswith("also")))


def _with_more(draft: Draft, more: list[tuple[str, str]]) -> Draft:
    for key, value in more:
        if key == "relation":
            draft = replace(draft, connections=tuple(replace(c, relation=value) for c in draft.connections))
        elif key.endswith("summary"):
            draft = replace(draft, summary=(*draft.summary, value))
        elif key.endswith("context"):
            draft = replace(draft, context=(*draft.context, Paragraph(role="angle", text=value)))
    return draft


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: "\n" if match[3] else chr(int(match[1] or match[2], 16)), text)


def _split(text: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in text.split(";") if piece.strip())
