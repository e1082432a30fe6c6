"""A watch item must be one that a day can prove right or wrong: who does what, by when."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from modelwire_ssg.fill.gates.gate import WATCH, Gate
from modelwire_ssg.model.drafting import Assignment, Draft, Finding, WatchDraft
from modelwire_ssg.text.calendar_words import DateSaid, agrees, as_said, dates_said, months_after
from modelwire_ssg.text.evidence import evidence_of
from modelwire_ssg.text.numbers import numbers_said
from modelwire_ssg.text.proper_names import bare_name, names_said
from modelwire_ssg.text.words import listed, sentences, tokens

SOONEST = timedelta(days=14)
LATEST_MONTHS = 18

_UNFALSIFIABLE = re.compile(
    r"\b(?:whether|if|how|when|as)\s+(?:these\s+|the\s+)?(?:things?|matters|situation|story|saga|landscape|space|"
    r"field|picture|this|it|that|all\s+(?:of\s+)?this|dynamics?|debate|conversation)\s+(?:\w+\s+){0,2}?"
    r"(?:change|evolve|develop|unfold|play|shake|progress|shift|improve|go|turn|end|mature|continue|move|affect|"
    r"impact)\w*|"
    r"\bhow\s+(?:\S+\s+){1,8}?(?:evolv|unfold|plays?\s+out|shakes?\s+out|develops?\b|matures?\b|progress)\w*|"
    r"\bremains?\s+to\s+be\s+seen\b|\bcontinu\w+\s+to\s+(?:matter|evolve|develop|grow|change|be|play|shape|improve|benefit|"
    r"struggle|lead|thrive|face|enjoy|gain|dominate|innovate|attract|impress|see|feel|rely|prosper|make|work|strive)\b|"
    r"\bmak(?:es?|ing)\s+(?:\w+\s+)?(?:progress|headway|strides|a\s+difference)\b|"
    r"\b(?:remains?|stays?|keeps?|is|are)\s+(?:committed|focused|dedicated|true\s+to|faithful|on\s+track|ahead|competitive|"
    r"resilient|strong|popular|confident|optimistic)\b|"
    r"\b(?:only\s+)?time\s+will\s+tell\b|\bwhat\s+(?:happens|comes)\s+next\b|"
    r"\bwhere\s+(?:this|it|things)\s+(?:goes?|leads?|ends?)\b|"
    r"\b(?:could|may|might)\s+(?:well\s+)?(?:matter|prove|be\s+(?:important|significant|interesting))\b|"
    r"\bmay\s+or\s+may\s+not\b|"
    r"\b(?:any|further|future|more|new)\s+developments?\b|\b(?:watch\s+this\s+space|keep\s+an\s+eye)\b|"
    r"\b(?:in|over)\s+the\s+(?:long\s+run|years\s+(?:ahead|to\s+come)|coming\s+years|future)\b|\bsooner\s+or\s+later\b|"
    r"\bat\s+some\s+point\b|\bone\s+day\b|\beventually\b|\b(?:gains?|lose[s]?)\s+(?:momentum|traction|relevance|steam)\b|"
    r"\b(?:becomes?|stays?|remains?|is|are|proves?)\s+(?:more\s+|less\s+|increasingly\s+)?"
    r"(?:important|relevant|significant|interesting|a\s+(?:trend|factor|concern))\b",
    re.IGNORECASE,
)
# Whoever can be seen to act. "The industry" and "the market" cannot.
_ACTORS = listed(
    "agency agencies appellate arbitrator assembly association attorney attorneys authority authorities bank "
    "banks board bureau buyer buyers cabinet carmaker carmakers chipmaker chipmakers city cities coalition "
    "commission commissioner committee committees company companies competitor competitors congress contractor "
    "contractors council councils court courts creditor creditors customer customers department developer "
    "developers director distributor employer employers exchange executive executives firm firms foundation "
    "founder founders fund funds government governments governor group guild guilds hospital hospitals insurer "
    "insurers investor investors judge judges jury justices lab labs laboratory lawmaker lawmakers lawyer lawyers "
    "legislature lender lenders licensee licensees maker makers manufacturer manufacturers mayor minister "
    "ministry museum network newspaper newspapers nonprofit office operator operators owner owners panel parent "
    "parliament parties partner partners plaintiff plaintiffs platform platforms police president prosecutor "
    "prosecutors provider providers publisher publishers regulator regulators researchers retailer retailers "
    "rival rivals school schools senate senator senators shareholder shareholders startup startups state states "
    "station stations studio studios supplier suppliers team tribunal union unions university universities "
    "utility utilities vendor vendors watchdog writers workers actors artists authors screenwriters teachers "
    "nurses programmers annotators musicians journalists"
)
_ACTS = listed(
    "abandon absorb accelerate accept acquire add adjust admit adopt advance agree amend announce appeal appear "
    "appoint approve arrest ask assign attach attend audit award back ban bar begin bid block book borrow break "
    "bring build buy call cancel cap cease certify challenge change charge cite claim clear close collect combine "
    "commence commission commit compensate complete concede condemn confirm consent consult contest contract "
    "contribute convene convert convict correct count cover credit cut deal debut decide declare decline delay "
    "delete deliver demand demote deny deploy disband disclose discontinue discount dismiss distribute divest do "
    "double drop earn employ enact end enforce enter exceed exit expand extend fail file finalise finalize fine "
    "finish fire float follow forbid form freeze fund give grant grow halt hand hire hit hold impose include "
    "increase indict inform install introduce invest invite issue join launch lay lease leave let levy licence "
    "license lift limit list log lose lower make match meet merge miss move name narrow negotiate notify offer open "
    "oppose order overturn own pass patent pause pay permit pilot place pledge post postpone present price produce "
    "prohibit promise propose prosecute publish pull purchase put quadruple quit raise ratify reach rebrand recall "
    "receive recommend reconsider recover recruit recuse redesign reduce refile refund refuse regain register "
    "rehire reimburse reinstate reject release relocate remove renew reopen repay repeal replace report repurchase "
    "request require rescind resign respond restore restrict resume retain retire retract retry return reveal "
    "revise revoke rewrite roll rule scrap seek sell send set settle share ship shorten show shrink shut sign slash "
    "slip spend spin split sponsor start state stop strike submit subpoena sue supply surpass suspend sweeten "
    "switch take terminate test testify tighten top train transfer triple underwrite unionize unload unveil update "
    "upgrade uphold use validate verify veto vote waive walk warn weaken widen win withdraw write"
)
_IRREGULAR = listed(
    "begun began brought built bought broke broken chose chosen did does done gave given held hit laid left lost "
    "made met paid put quit sold sent set shut spent spun struck sued taken took won withdrew withdrawn wrote "
    "written"
)
_BEFORE_NOUNS = listed("a an the its their his her this that these those any no some of")
_DEADLINE = re.compile(
    r"\b(?:by|before|until|till|no\s+later\s+than|through|within|end\s+of|as\s+of)\s+(?:\w+\s+){0,4}?\Z", re.I
)
_AHEAD = re.compile(
    r"\b(?:in|within|over|during|for)\s+(?:the\s+)?(?:next|coming|following)\s+\Z|\b(?:next|within|coming)\s+\Z", re.I
)


def judge(draft: Draft, assignment: Assignment) -> Iterator[Finding]:
    """Judge every item; what is wrong with an item is said of its first sentence, with which it falls."""
    for item in draft.watch:
        yield from _judge_item(item, assignment)


def _judge_item(item: WatchDraft, assignment: Assignment) -> Iterator[Finding]:
    first, *rest = sentences(item.text) or (item.text,)
    today = assignment.today
    if item.by < today + SOONEST or item.by > months_after(today, LATEST_MONTHS):
        message = f"the date {item.by.isoformat()} is not between two weeks and {LATEST_MONTHS} months from {today}"
        yield _finding("watch-date", first, item.by.isoformat(), message)
    for sentence in (first, *rest):
        if vague := _UNFALSIFIABLE.search(sentence):
            message = f'"{vague.group()}" can never be shown false: name an act that either happens or does not'
            yield _finding("watch-vague", sentence, vague.group(), message)
        yield from _contradictions(sentence, item.by, assignment)
    if not _has_subject(first, assignment):
        message = "nobody in particular acts here: name a company, a body or a group that can be observed"
        yield _finding("watch-subject", first, first, message)
    if not _has_act(first):
        message = "nothing is done here: say what would be announced, filed, signed, released or the like"
        yield _finding("watch-act", first, first, message)


def _contradictions(sentence: str, by: date, assignment: Assignment) -> Iterator[Finding]:
    deadline = as_said(by)
    source = evidence_of((assignment.title, assignment.excerpt, assignment.article), day=assignment.day)
    dates = dates_said(sentence)
    names_its_own = any(said.is_day and agrees(said, deadline) for said in dates)
    for said in dates:
        if said.offset is not None or said.years is not None or said.weekday is not None:
            continue
        due = _DEADLINE.search(sentence[: said.start]) is not None
        if agrees(said, deadline) or not (due or _is_later(said, by)):
            continue
        if not due and source.has_date(said):
            continue  # what the source announces for a later day
        if due and (_is_before(said, assignment.today) or (names_its_own and not _is_later(said, by))):
            continue  # "by 2024 it had": the past; or a step before the last
        span = sentence[said.start : said.end]
        message = f'"{span}" contradicts the date of the item, {by.isoformat()}'
        yield _finding("watch-contradiction", sentence, span, message)
    for wait in numbers_said(sentence, [(d.start, d.end) for d in dates_said(sentence)]):
        if not wait.exact or not _AHEAD.search(sentence[: wait.start]):
            continue
        days = {"day": 1.0, "month": 30.44}.get(wait.unit, 0) * wait.value
        if days and abs(days - (by - assignment.today).days) > max(31.0, days / 4):
            words = sentence[wait.start : wait.end].strip()
            message = f'"{words}" from {assignment.today} is not the date of the item, {by.isoformat()}'
            yield _finding("watch-contradiction", sentence, words, message)


def _is_later(said: DateSaid, by: date) -> bool:
    """Say whether what is said lies after *by* as a whole."""
    if said.year is None:
        return False
    month = said.month or ((said.quarter or 1) * 3 - 2)
    return (said.year, month, said.day or 1) > (by.year, by.month, by.day)


def _is_before(said: DateSaid, today: date) -> bool:
    return said.year is not None and (said.year, said.month or 12, said.day or 31) < (
        today.year,
        today.month,
        today.day,
    )


def _has_subject(sentence: str, assignment: Assignment) -> bool:
    dates = [(said.start, said.end) for said in dates_said(sentence)]
    if any(bare_name(name.words) and name.words != ("Watch",) for name in names_said(sentence, dates)):
        return True
    words = tokens(sentence)
    said = f" {' '.join(words)} "
    registered = (spelling for spellings in assignment.names.values() for spelling in spellings)
    if any(f" {' '.join(tokens(spelling))} " in said for spelling in registered if len(tokens(spelling)) > 0):
        return True
    return any(word.removesuffix("'s") in _ACTORS for word in words)


def _has_act(sentence: str) -> bool:
    words = tokens(sentence)
    for before, word in zip(("", *words), words, strict=False):
        if (before in _BEFORE_NOUNS or before.endswith("'s")) and words[1:2] != ("for",):
            continue  # "its license", where nothing is licensed; but "Watch for the release"
        if word in _ACTS or word in _IRREGULAR:
            return True
        for ending in ("s", "es", "ed", "d", "ing", "ies", "ied"):
            stem = word.removesuffix(ending)
            if stem != word and (
                stem in _ACTS or stem + "e" in _ACTS or stem + "y" in _ACTS or _undoubled(stem) in _ACTS
            ):
                return True
    return False


def _undoubled(stem: str) -> str:
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem


def _finding(code: str, sentence: str, span: str, message: str) -> Finding:
    return Finding(gate=GATE.name, code=code, part=WATCH, sentence=sentence, span=span, message=message)


GATE = Gate(
    name="watch",
    codes=("watch-date", "watch-vague", "watch-contradiction", "watch-subject", "watch-act"),
    judge=judge,
)
