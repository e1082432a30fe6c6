"""The writer without a model: quotes the feed, counts the archive, repeats dates. It never pretends to analyse."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from modelwire_ssg.model.drafting import (
    Assignment,
    Connection,
    Draft,
    Finding,
    Offered,
    Paragraph,
    Reply,
    WatchDraft,
)
from modelwire_ssg.text.calendar_words import dates_said, known_days, months_after
from modelwire_ssg.text.dates import long_day
from modelwire_ssg.text.words import count_words, sentences

NAME = "archivist"
_MOST_FACTS = 3
_LEAST_QUOTED_WORDS = 5
_NUMBER_WORDS = ("", "", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_QUOTE_MARKS = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')


class Archivist:
    """Facts true by construction, as of the day they were written."""

    name = NAME
    repairs = False
    least_words = 8

    def write(
        self,
        assignment: Assignment,
        *,
        refused: Reply | None = None,  # noqa: ARG002 - facts need no mending
        findings: Sequence[Finding] = (),  # noqa: ARG002
    ) -> Reply:
        """A draft with at most one quotation, up to three facts from the archive, and dates the source announces."""
        quoted = _quotation(assignment)
        if not quoted:
            reason = "the feed's text has no sentence that may be quoted"
            return Reply(draft=Draft(too_little=reason), by=NAME)
        facts, connections = _facts(assignment)
        draft = Draft(
            summary=(quoted,),
            context=(Paragraph(role="connection", text=facts),),
            connections=connections,
            watch=_watch(assignment),
            mentions=assignment.found,
            tags=assignment.story_tags,
        )
        return Reply(draft=draft, by=NAME)


def _quotation(assignment: Assignment) -> str:
    """The first sentence of the feed's own text that can stand in quotation marks, cut to what may be quoted."""
    most = assignment.permit.quote_words
    for sentence in sentences(assignment.excerpt):
        if _QUOTE_MARKS.search(sentence) or count_words(sentence) < _LEAST_QUOTED_WORDS:
            continue
        words = sentence.split()
        while words and count_words(" ".join(words)) > most:
            words.pop()
        if len(words) < _LEAST_QUOTED_WORDS:
            continue
        if len(words) == len(sentence.split()):
            return f'{assignment.publisher} writes: "{sentence}"'
        return f'{assignment.publisher} begins: "{" ".join(words).rstrip(",;:–—-")}", and goes on.'
    return ""


def _facts(assignment: Assignment) -> tuple[str, tuple[Connection, ...]]:
    """What the archive holds about the names in the story."""
    offered = {brief.id: brief for brief in assignment.offered}
    said: list[str] = []
    connections: dict[str, Connection] = {}
    for key in assignment.found[1:]:
        earlier = [(day, brief_id) for day, brief_id in assignment.mentioned.get(key, ()) if day <= assignment.today]
        last = next((offered[brief_id] for _, brief_id in earlier if brief_id in offered), None)
        if last is None or last.id in connections or not _may_anchor(last, said):
            continue
        said.append(_fact(assignment.names[key][0], last, [day for day, _ in earlier], assignment.today))
        connections[last.id] = Connection(id=last.id, relation="continues", anchor=last.title, reason="same name")
        if len(said) == _MOST_FACTS:
            break
    if not said:
        names = [assignment.names[key][0] for key in assignment.found[1 : 1 + _MOST_FACTS]]
        about = f"that mentions {_listed(names)}" if names else "that shares a name with this story"
        return f"The archive holds no earlier brief {about}.", ()
    return " ".join(said), tuple(connections.values())


def _may_anchor(brief: Offered, said: list[str]) -> bool:
    """An anchor occurs once, and is no quotation."""
    return bool(brief.title) and brief.title not in " ".join(said) and not _QUOTE_MARKS.search(brief.title)


def _fact(name: str, last: Offered, days: list[date], today: date) -> str:
    when = long_day(last.day) if last.day.year != today.year else long_day(last.day).rpartition(",")[0]
    lately = sum(1 for day in days if today - day <= timedelta(days=30))
    if not lately:
        return f"The archive last mentioned {name} in {last.title}, on {when}."
    nth = _NUMBER_WORDS[lately + 1] if lately + 1 < len(_NUMBER_WORDS) else ""
    if not nth:
        return f"More than ten briefs in 30 days mention {name}, the last of them {last.title}, on {when}."
    return f"This is the {nth} brief in 30 days to mention {name}, after {last.title}, on {when}."


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _watch(assignment: Assignment) -> tuple[WatchDraft, ...]:
    """The first day the source announces that is two weeks to eighteen months away."""
    earliest, latest = assignment.today + timedelta(days=14), months_after(assignment.today, 18)
    for sentence in sentences(assignment.excerpt):
        for said in known_days(dates_said(sentence), assignment.day):
            if not said.is_day or said.year is None or said.month is None or said.day is None:
                continue
            day = date(said.year, said.month, said.day)
            if earliest <= day <= latest:
                who = _subject(sentence, assignment)
                text = (
                    f"Watch whether {who} does by {long_day(day)} "
                    f"what {assignment.publisher}'s report announces for that day."
                )
                return (WatchDraft(text=text, by=day, who=who),) if who else ()
    return ()


def _subject(sentence: str, assignment: Assignment) -> str:
    for key in assignment.found[1:]:
        if any(spelling in sentence for spelling in assignment.names[key]):
            return assignment.names[key][0]
    return ""
