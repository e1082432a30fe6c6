"""content/nights/DAY.md: what a night did, in sentences for people."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from modelwire_ssg.fill.proposals import PATH as PROPOSALS
from modelwire_ssg.fill.proposals import LackingName
from modelwire_ssg.model.places import Problem
from modelwire_ssg.pipeline.deciding import Deciding
from modelwire_ssg.pipeline.fetch import FetchResult, NewStub
from modelwire_ssg.pipeline.fill_records import FillResult
from modelwire_ssg.pipeline.joining import JoinedStory
from modelwire_ssg.pipeline.stamp import Stamped
from modelwire_ssg.sources.select import LeftOut
from modelwire_ssg.text.dates import format_instant, long_day
from modelwire_ssg.text.files import write_atomically
from modelwire_ssg.text.markdown import escape_markdown

FOLDER = "content/nights"
_MOST_LACKING = 20  # names a report lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """All that one run did. ``gone`` are briefs whose page left the site without a notice: id and why."""

    fetched: FetchResult
    filled: FillResult
    stamped: Stamped
    problems: tuple[Problem, ...]
    gone: tuple[tuple[str, str], ...] = ()
    lacking: tuple[LackingName, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether a second run of a night has nothing to add to the report of the first."""
        fetched, filled, stamped = self.fetched, self.filled, self.stamped
        wrote = any(entry.verb in ("write", "bare", "pending") for entry in filled.filled)
        return not (fetched.stubs or fetched.joined or fetched.left_out or fetched.refused or wrote
                    or fetched.deciding.calls or fetched.deciding.fault or filled.calls or self.gone
                    or stamped.published or stamped.cleared or stamped.dropped or stamped.opened)  # fmt: skip


def write_night_report(root: Path, today: date, now: datetime, night: Night) -> Path | None:
    """Write the night's report, or add to it; None where a later run has nothing to add."""
    file = root / FOLDER / f"{today.isoformat()}.md"
    before = file.read_bytes() if file.is_file() else b""
    if before and night.is_quiet:
        return None
    head = f"## Later, at {format_instant(now)}" if before else f"# Night of {long_day(today)}"
    parts = [head, *_sections(night)]
    text = "\n\n".join(parts) + "\n"
    write_atomically(file, (before.rstrip(b"\n") + b"\n\n" if before else b"") + text.encode("utf-8", "replace"))
    return file


def _sections(night: Night) -> list[str]:
    fetched, filled, stamped = night.fetched, night.filled, night.stamped
    calls, usd = filled.calls + fetched.deciding.calls, filled.usd + fetched.deciding.usd
    titles = {stub.brief: stub.title for stub in fetched.stubs}
    stopped = [f"- writing stopped: {filled.stopped}"] if filled.stopped else []
    parts = [
        _part(
            "Feeds that need a person",
            [f"- {source.source}: {_safe('; '.join(source.alarms))}" for source in fetched.sources if source.alarms],
        ),
        _part("Out", [f"- {key}" + (f": {_safe(titles[key])}" if key in titles else "") for key in stamped.published]),
        _part("Left the site without a notice", [f"- {key}: {_safe(why)}" for key, why in night.gone]),
        _part("Chosen, with their scores", map(_choice, fetched.stubs)),
        _part("Joined, one brief a story; `modelwire split` parts them", map(_joined, fetched.joined)),
        _part("Undecided, and put to the model", _decided(fetched.deciding)),
        _part(
            "Later developments; `updates: ID` in a file makes a doubtful one known",
            [_sequel(stub) for stub in fetched.stubs if stub.sequel_of],
        ),
        _part("Left out; `modelwire new` takes one up", map(_left_out, fetched.left_out)),
        _part("Not touched, by their publishers' policies", [*_counted(fetched.refused), *_not_asked(fetched)]),
        _part("What hosts say to machines, and articles", [f"- {_safe(sentence)}" for sentence in fetched.rights]),
        _part("Headline and link alone", _with_reason(filled, "bare")),
        _part("Pending", [*_with_reason(filled, "pending"), *_waiting(filled), *stopped]),
        _part("Sentences the gates dropped", _dropped(filled)),
        _part("Watch items opened", [f"- {item}" for item in stamped.opened]),
        _part(
            "Texts removed because a policy no longer allows them",
            [
                *(f"- {key}" for key in stamped.cleared),
                *(f"- {key}, a line of its `also:`" for key in stamped.dropped),
            ],
        ),
        _part("Names the registry lacks", _lacking(night.lacking)),
        _part("Feeds in trouble", _trouble(fetched)),
        _part(
            "Errors in content; the last readable version of these files stands, where there is one",
            [
                f"- {problem.place}: {_safe(problem.message)}"
                for problem in night.problems
                if problem.severity == "error"
            ],
        ),
        _part("Money", [f"- {calls} calls, ${usd:.4f}"] if calls else []),
    ]
    return [part for part in parts if part] or ["A quiet night: nothing new."]


def _choice(stub: NewStub) -> str:
    parts = ", ".join(f"{name} {points:g}" for name, points in stub.score.parts if points)
    return f"- {stub.score.total:g} {stub.brief} ({parts})"


def _joined(joined: JoinedStory) -> str:
    return (
        f"- {joined.brief}: {joined.publisher}, {_safe(joined.story.title)} <{joined.story.url}>: {_safe(joined.why)}"
    )


def _decided(deciding: Deciding) -> list[str]:
    """What came of it, then a line for each pair that is two events in the model's words, as takedown reads lines."""
    told = [f"- {_safe(deciding.summary)}"] if deciding.summary else []
    for pair in deciding.apart:
        first, second = (pair.other, pair.one) if pair.other.brief else (pair.one, pair.other)
        about = f"{first.brief}: no" if first.brief else f"{_safe(first.title)} <{first.url}>: no"
        told.append(f"- {about} tie with {_safe(second.title)} <{second.url}>: {_safe(pair.why)}")
    return told


def _sequel(stub: NewStub) -> str:
    if stub.updates:
        return f"- {stub.brief}, updates: {stub.updates}: {_safe(stub.sequel_of)}"
    return f"- {stub.brief}, perhaps: {_safe(stub.sequel_of)}"


def _left_out(left: LeftOut) -> str:
    story = left.candidate.story
    return f"- {_safe(story.title)} <{story.url}>: {left.reason}"


def _with_reason(filled: FillResult, verb: str) -> list[str]:
    return [f"- {entry.brief}: {_safe(entry.why)}" for entry in filled.filled if entry.verb == verb]


def _waiting(filled: FillResult) -> list[str]:
    reasons = Counter(entry.why for entry in filled.filled if entry.verb == "wait")
    return [f"- waiting for its text: {number}, because {_safe(why)}" for why, number in reasons.items()]


def _dropped(filled: FillResult) -> list[str]:
    return [
        f"- {entry.brief}, {finding.part}, {finding.code}: {_safe(finding.sentence or finding.span)}"
        for entry in filled.filled
        for finding in entry.dropped
    ]


def _not_asked(fetched: FetchResult) -> list[str]:
    return [
        f"- {report.source}: {'; '.join(report.remarks)}" for report in fetched.sources if report.status == "skipped"
    ]


def _lacking(names: tuple[LackingName, ...]) -> list[str]:
    lines = [
        f"- {_safe(lacking.name)}: {lacking.briefs} briefs propose it, as {' or '.join(lacking.kinds)}; "
        f"to take it up, paste into content/mentions.yml: {_code(lacking.line)}"
        for lacking in names[:_MOST_LACKING]
    ]
    more = len(names) - len(lines)
    return [*lines, f"- and {more} more in {PROPOSALS}"] if more else lines


def _code(text: str) -> str:
    """A code span, fenced with more backticks than *text* has in a row."""
    ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{ticks} {text} {ticks}" if len(ticks) > 1 else f"`{text}`"


def _trouble(fetched: FetchResult) -> list[str]:
    return [
        f"- {report.source}, {report.status}: {_safe('; '.join(report.remarks))}"
        for report in fetched.sources
        if report.is_trouble or (report.remarks and report.status != "skipped")
    ]


def _part(heading: str, lines: Iterable[str]) -> str:
    listed = list(lines)
    return f"**{heading}** ({len(listed)})\n\n" + "\n".join(listed) if listed else ""


def _counted(sentences: Iterable[str]) -> list[str]:
    every = list(sentences)
    counted = {sentence: every.count(sentence) for sentence in every}
    return [f"- {sentence} ({n} {'story' if n == 1 else 'stories'})" for sentence, n in counted.items()]


def _safe(text: str) -> str:
    return escape_markdown(" ".join(text.split()))
