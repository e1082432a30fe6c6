"""The writer without a model: quotes the feed, counts the archive, repeats dates. It never pretends to analyse."""

import contextlib
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from modelwire_ssg.fill.gates import judge
from modelwire_ssg.fill.writer import Estimate
from modelwire_ssg.model.drafting import (
    Assignment,
    Connection,
    Draft,
    Finding,
    Paragraph,
    Reply,
    WatchDraft,
)
from modelwire_ssg.text.calendar_words import dates_said, known_days
from modelwire_ssg.text.dates import long_day
from modelwire_ssg.text.words import count_words, listed, sentences, tokens

NAME = "archivist"
_MOST_FACTS = 3
_LEAST_QUOTED_WORDS = 5
_LEAST_CLAUSE_WORDS = 9
_CLAUSE_ENDS = (",", ";", ":", "–", "—")
_STRIPPED = ",;:–—-"
_LOOSE_ENDS = listed(
    "a an the of to in for on with and or but nor that which who whose by from as at than is are was were be been has "
    "have had will would can could may its their his her our your this these those into over under between when where "
    "while if because so not no more most per via"
)
_LATELY = timedelta(days=30)
_NUMBER_WORDS = ("", "", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_POSSESSIVE = "'s"
_QUOTE_MARKS = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')


class Archivist:
    """Facts true by construction, as of the day they were written. What the gates would refuse it does not say."""

    name = NAME
    repairs = False
    least_words = 8
    checker = None
    batches = None

    def estimate(self, assignment: Assignment) -> Estimate:  # noqa: ARG002 - asks nobody
        """Nothing."""
        return Estimate()

    def write(
        self,
        assignment: Assignment,
        *,
        refused: Reply | None = None,  # noqa: ARG002 - facts need no mending
        findings: Sequence[Finding] = (),  # noqa: ARG002
    ) -> Reply:
        """A draft with at most one quotation, up to three facts from the archive, and a day the source announces."""
        quoted = _quotation(assignment)
        if not quoted:
            reason = "the feed's text has no sentence that may be quoted"
            return Reply(draft=Draft(too_little=reason), by=NAME)
        facts, connections = _facts(assignment)
        draft = Draft(
            summary=(quoted,),
            context=_context(facts),
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
        said = _cut(sentence, most)
        if count_words(said) < _LEAST_QUOTED_WORDS or _QUOTE_MARKS.search(sentence):
            continue
        quoted = f'{assignment.publisher} writes: "{said}"'
        if said != sentence:
            quoted = f'{assignment.publisher} begins: "{said}", and goes on.'
        if not judge(Draft(summary=(quoted,)), assignment):
            return quoted
    return ""


def _cut(sentence: str, most: int) -> str:
    """*sentence* within *most* words: to the end of a clause where that leaves enough, never ending on "of the"."""
    if count_words(sentence) <= most:
        return sentence
    words = sentence.split()
    while words and count_words(" ".join(words)) > most:
        words.pop()
    clause = next((n for n in range(len(words), _LEAST_CLAUSE_WORDS - 1, -1) if words[n - 1].endswith(_CLAUSE_ENDS)), 0)
    words = words[: clause or len(words)]
    while len(words) > _LEAST_QUOTED_WORDS and words[-1].casefold().strip(_STRIPPED) in _LOOSE_ENDS:
        words.pop()
    return " ".join(words).rstrip(_STRIPPED)


def _facts(assignment: Assignment) -> tuple[str, tuple[Connection, ...]]:
    """What the archive holds about the names in the story."""
    said: list[str] = []
    connections: dict[str, Connection] = {}
    for key in assignment.found[1:]:
        history = assignment.mentioned.get(key, ())
        if not history or history[0][1] in connections:
            continue
        for fact, connection in _ways_to_say(assignment, key, history):
            tied = connections | ({connection.id: connection} if connection else {})
            draft = Draft(context=_context(" ".join([*said, fact])), connections=tuple(tied.values()))
            if not judge(draft, assignment):
                said.append(fact)
                connections = tied
                break
        if len(said) == _MOST_FACTS:
            break
    if said:
        return " ".join(said), tuple(connections.values())
    new = [key for key in assignment.found[1:] if not assignment.mentioned.get(key)]
    names = [assignment.names[key][0] for key in new[:_MOST_FACTS]]
    if names:
        return f"The archive holds no earlier brief that mentions {_listed(names)}.", ()
    return "Apart from its publisher, the story names nothing that this archive keeps a page for.", ()


def _ways_to_say(
    assignment: Assignment, key: str, history: Sequence[tuple[date, str]]
) -> Iterator[tuple[str, Connection | None]]:
    """What may be said of *history*, newest first, the most telling way first; only some pass with every headline."""
    name = assignment.names[key][0]
    day, last_id = history[0]
    if day >= assignment.today:
        yield f"An earlier brief of the same day mentions {name} too.", None
        return
    when = long_day(day) if day.year != assignment.today.year else long_day(day).rpartition(",")[0]
    last = next((brief for brief in assignment.offered if brief.id == last_id), None)
    lately = sum(1 for earlier, _ in history if assignment.today - earlier <= _LATELY)
    nth = _NUMBER_WORDS[lately + 1] if 0 < lately < len(_NUMBER_WORDS) - 1 else ""
    anchors = [(last.title, f"{last.title}, on {when}")] if last and not _QUOTE_MARKS.search(last.title) else []
    anchors += [(f"the brief of {when}", f"the brief of {when}")] if last else []
    for anchor, tie in anchors:
        connection = Connection(id=last_id, relation="continues", anchor=anchor, reason="same name")
        if nth:
            yield f"This is the {nth} brief in 30 days to mention {name}, after {tie}.", connection
        yield f"The last brief listed under {name} was {tie}.", connection
    yield f"An earlier brief mentions {name} too.", None


def _context(text: str) -> tuple[Paragraph, ...]:
    return (Paragraph(role="connection", text=text),)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _watch(assignment: Assignment) -> tuple[WatchDraft, ...]:
    """The first day the source announces that is two weeks to eighteen months away, and who is named with it."""
    for sentence in sentences(assignment.excerpt):
        who = _subject(sentence, assignment)
        for day in _days(sentence, assignment) if who else ():
            text = (
                f"Watch whether {who} does by {long_day(day)} "
                f"what {assignment.publisher}'s report announces for that day."
            )
            item = WatchDraft(text=text, by=day, who=who)
            if not judge(Draft(watch=(item,)), assignment):
                return (item,)
    return ()


def _days(sentence: str, assignment: Assignment) -> Iterator[date]:
    for said in known_days(dates_said(sentence), assignment.day):
        if said.year is not None and said.month is not None and said.day is not None:
            with contextlib.suppress(ValueError):  # no calendar has 30 February
                yield date(said.year, said.month, said.day)


def _subject(sentence: str, assignment: Assignment) -> str:
    said = f" {' '.join(word.removesuffix(_POSSESSIVE) for word in tokens(sentence))} "
    for key in assignment.found[1:]:
        if any(f" {' '.join(tokens(spelling))} " in said for spelling in assignment.names[key]):
            return assignment.names[key][0]
    return ""
