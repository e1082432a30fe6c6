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
from modelwire_ssg.text.words import Token, listed, sentences, token_spans, tokens

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
# Nobody can look into a head, and no day shows how much trust there is.
_UNSEEN = re.compile(
    r"\b(?:gain|regain|win|earn|lose|restore|rebuild|build|show|demonstrate|display|prove|find|strike|reach|keep|reconsider|"
    r"rethink|foster|inspire|enjoy|maintain|improve|deepen|strengthen)(?:s|es|ing|ed)?\s+(?!(?:\S+\s+){0,3}?(?:vote|memorandum)\b)"
    r"(?:[\w'\u2019-]+\s+){0,4}?(?:trust|credibility|commitment|attitude|balance|understanding|relationships?|faith|hearts|"
    r"minds|confidence|respect|reputation|momentum|awareness|goodwill|legitimacy|seriousness|spirit|maturity|relevance|appeal|"
    r"loyalty|sympathy|dedication|leadership|vision|potential|mindset|image|values|footing)\b|"
    r"\b(?:takes?|taking)\s+(?:\S+\s+){1,5}?(?:seriously|to\s+heart|for\s+granted)\b|\blives?\s+up\s+to\b|"
    r"\b(?:is|are|be|remains?|stays?|seems?|becomes?|feels?|looks?|grows?)\s+(?:\w+ly\s+|more\s+|less\s+|as\s+)?(?:mindful|aware|"
    r"comfortable|loyal|serious|honest|true|sincere|happy|calm|healthy|humble|bold|wary|cautious|eager|willing|convinced|"
    r"satisfied|content|proud|thoughtful|responsible|skeptical|hopeful|nervous|enthusiastic|easier|harder|better|worse)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"\b(?:percent|survey|poll|rating|ranking|index|benchmark)\b|%")
_MEANING = re.compile(r";|,\s+(?:which|a\s+sign|because|since)\b")  # where a signal ends and its meaning begins
_INNER = listed(
    "appreciate believe deserve enjoy feel flourish impress prosper realize regret resemble strive think thrive "
    "understand"
)
_INNER_OR_NOUN = listed(
    "care dream fear hope love matter mean mind respect struggle wish worry"
)  # "health care unions"
_OBJECTS = listed("about that more less how it its their the")
_HELPERS = listed("begin begins began come comes continue continues manage manages start starts")  # … to do something
_NOBODY = listed("something anything everything nothing things it there")
_BEING = listed("is are was were be been being gets get")
_CLAUSE = re.compile(r"\b(?:whether|if|for|to)\b|:|\AWatch\s+(?:that|how|when|which|who|what|as|out)\b", re.IGNORECASE)
# Whoever can be seen to act. "The industry" and "the market" cannot.
_ACTORS = listed(
    "clinic clinics county counties library libraries "
    "agency agencies appellate arbitrator assembly association attorney attorneys authority authorities bank "
    "banks board bureau buyer buyers cabinet carmaker carmakers chipmaker chipmakers city cities coalition "
    "commission commissioner committee committees company companies competitor competitors congress contractor "
    "contractors council councils court courts creditor creditors customer customers department developer "
    "developers director distributor employer employers exchange executive executives firm firms foundation "
    "founder founders fund funds government governments governor group guild guilds hospital hospitals insurer "
    "insurers investor investors judge judges jury justices lab labs laboratory lawmaker lawmakers lawyer lawyers "
    "legislature lender lenders licensee licensees maker makers manufacturer manufacturers mayor member members "
    "minister ministry museum network newspaper newspapers nonprofit office operator operators owner owners panel "
    "parent parliament parties partner partners plaintiff plaintiffs platform platforms police president prosecutor "
    "prosecutors provider providers publisher publishers regulator regulators researchers retailer retailers "
    "rival rivals school schools senate senator senators shareholder shareholders startup startups state states "
    "station stations studio studios supplier suppliers team tribunal union unions university universities "
    "utility utilities version versions vendor vendors watchdog writers workers actors artists authors screenwriters "
    "teachers nurses programmers annotators musicians journalists"
)
_ACTS = listed(
    "abandon abolish absorb accelerate accept acquire add adjourn adjust admit adopt advance agree allocate allot "
    "allow amass amend announce answer apologize appeal appear apply appoint approve arrange arrest ask assemble "
    "assign attach attend audit authorise authorize award back ban bar begin bid bind blacklist block book borrow "
    "break bring broaden build buy call cancel canvass cap carry carve cease censor centralize certify challenge "
    "change charge cite claim clarify classify clear climb close co-sign collect combine commence commission commit "
    "compensate compile complete comply concede concur condemn confirm connect consent consolidate construct "
    "consult consume contest contract contribute convene convert convict cooperate correct count cover crack credit "
    "cut deal debut decide declare decline decommission deduct defend defer delay delete deliver demand demolish "
    "demonstrate demote deny depart deploy deport deposit deregister designate detect determine disable disband "
    "disclose discontinue discount dismiss dispatch disqualify dissolve distribute divert divest divide do donate "
    "double draft draw drop dub earn edit eliminate empanel employ enable enact encrypt end enforce enjoin enlarge "
    "enroll enshrine enter erase erect evacuate evict examine exceed exclude exempt exit expand explain export "
    "extend fail fall fetch file finalise finalize find fine finish fire fix float follow forbid forfeit forgive "
    "form freeze fund furnish gather gauge give grant greenlight grow guarantee halt hand hear hire hit hold host "
    "identify implement import impose inaugurate include incorporate increase incur indict inform initiate insert "
    "inspect install instruct insure integrate intervene interview introduce invest investigate invite isolate "
    "issue itemize join launch lay lease leave let levy licence license lift limit liquidate list litigate locate "
    "lock lodge log lose lower make mandate match measure meet merge migrate miss mothball move name narrow "
    "negotiate nominate notify oblige obtain occupy offer offload open operate oppose order organize originate oust "
    "outlaw outsource overhaul oversee overtake overturn own participate pass patch patent pause pay penalise "
    "penalize permit petition phase phone pilot place plead pledge poll post post-date postpone pour present "
    "preside prevail price print privatize proceed produce prohibit prolong promise promote promulgate propose "
    "prosecute provide publish pull purchase put quadruple qualify quash quit raise rank ratify re-elect re-enter "
    "reach reassign rebrand rebuild rebuke recalculate recall receive recertify reclassify recognise recommence "
    "recommend reconsider recount recover recruit recuse redact redeem redeploy redesign redirect redraw reduce "
    "reelect refer refile refinance refit reform refuel refund refuse regain register rehire reimburse reinforce "
    "reinstate reissue reject rejoin relaunch release relent relocate remand remit remodel remove rename renew rent "
    "reopen repair repatriate repay repeal replace reply report reprimand reprint repurchase request require "
    "reroute reschedule rescind resell reserve resign resolve respond restart restate restore restrict resubmit "
    "resume resupply resurrect retain retire retool retract retrain retry return reveal revise revive revoke rework "
    "rewrite rise roll round rule salvage sanction save scan schedule score scrap screen seal seat secure seek "
    "seize sell send separate serve set settle share shelve ship shorten show shrink shut shutter sign slash slip "
    "solicit spend spin split sponsor stage standardize start state stipulate stock stop streamline strike strip "
    "submit subpoena subsidize substitute succeed sue summon supply surpass surrender suspend swap sweeten switch "
    "table take target tax tender terminate test testify throw tighten top trade train transfer transmit trim "
    "triple unban undercut undertake underwrite unfreeze uninstall unionise unionize unload unlock unplug unseal "
    "unveil unwind update upgrade uphold use vacate vaccinate validate verify veto visit vote waive walk warn "
    "weaken widen win withdraw write"
)
_IRREGULAR = listed(
    "begun began brought built bought broke broken chose chosen did does done gave given held hit laid left lost "
    "made met paid put quit sold sent set shut spent spun struck sued taken took won withdrew withdrawn wrote "
    "written"
)
_HAVING = re.compile(r"\b(?:has|have|holds?|owns?|runs?|counts?)\s+(?:[\w-]+\s+){0,3}\Z")
_IN_SERVICE = re.compile(
    r"\b(?:in\s+(?:service|use|place|operation|production|force)|at\s+work|on\s+(?:sale|trial)|online|live|running)\b"
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
    signal = _MEANING.split(first)[0]
    if not _MEASURED.search(signal) and (unseen := _UNSEEN.search(signal)):
        message = f'nobody can see "{unseen.group()}": name an act that either happens or does not'
        yield _finding("watch-vague", first, unseen.group(), message)
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
    """Whether somebody stands before what is done; anywhere, where it is done to somebody or no clause says so."""
    _, whether, clause = sentence.partition(" whether ")
    deeds = [token for token in _deeds(clause) if token.word not in _INNER | _INNER_OR_NOUN]
    if whether and _is_nobody(clause):
        return False
    if not whether or not deeds or _BEING.intersection(tokens(clause[: deeds[-1].start])):
        return _names_somebody(sentence, assignment)
    return _names_somebody(clause[: deeds[-1].start], assignment)


def _is_nobody(clause: str) -> bool:
    """ "Something changes"; "by September 30 it becomes clear"."""
    words = tokens(clause)
    for said in dates_said(clause)[:1]:
        if len(tokens(clause[: said.start])) <= 1:
            words = tokens(clause[said.end :])
    return words[:1] != () and words[0] in _NOBODY


def _names_somebody(text: str, assignment: Assignment) -> bool:
    dates = [(said.start, said.end) for said in dates_said(text)]
    if any(bare_name(name.words) and name.words != ("Watch",) for name in names_said(text, dates)):
        return True
    words = tokens(text)
    said = f" {' '.join(words)} "
    registered = (spelling for spellings in assignment.names.values() for spelling in spellings)
    if any(f" {' '.join(tokens(spelling))} " in said for spelling in registered if len(tokens(spelling)) > 0):
        return True
    return any(word.removesuffix("'s") in _ACTORS or word.removesuffix("s") in _ACTORS for word in words)


def _has_act(sentence: str) -> bool:
    """Whether something is done that can be seen, and not first something that goes on in a head."""
    if not _CLAUSE.search(sentence):
        return False
    first = next(_deeds(sentence), None)
    if first is None:
        return _is_counted(sentence) or _IN_SERVICE.search(_MEANING.split(sentence)[0]) is not None
    return first.word not in _INNER | _INNER_OR_NOUN or "," in sentence[: first.start]


def _is_counted(sentence: str) -> bool:
    """ "Has all 54 trucks in the pit": what is had and counted can be seen."""
    signal = _MEANING.split(sentence)[0]
    return any(n.noun and _HAVING.search(signal[: n.start]) for n in numbers_said(signal))


def _deeds(text: str) -> Iterator[Token]:
    """Find the verbs of doing and of thinking, those of thinking in their plain form; a noun may be among them."""
    words = token_spans(text)
    for n, token in enumerate(words):
        word, before = token.word, words[n - 1].word if n else ""
        if (before in _BEFORE_NOUNS or before.endswith("'s")) and (n < 2 or words[1].word != "for"):
            continue  # "its license", where nothing is licensed; but "Watch for the release"
        if text[token.start].isupper():
            continue  # "Audit Wales"
        stems = {word, *_stems(word)}
        behind, then = (words[n + k].word if n + k < len(words) else "" for k in (1, 2))
        if word in _HELPERS and behind == "to" and then in _INNER | _INNER_OR_NOUN:
            continue  # "begins to care"
        verb = before == "to" or behind in _OBJECTS or behind.endswith("ly")
        if stems & _INNER or (verb and stems & _INNER_OR_NOUN):
            yield Token(min(stems & (_INNER | _INNER_OR_NOUN)), token.start, token.end)
        elif stems & _IRREGULAR or stems & _ACTS:
            yield token


def _stems(word: str) -> Iterator[str]:
    yield from (word.removeprefix(again) for again in ("re", "over", "under", "up", "with") if word != again)
    for ending in ("s", "es", "ed", "d", "ing", "ies", "ied"):
        stem = word.removesuffix(ending)
        if stem != word:
            yield from (stem, stem + "e", stem + "y", _undoubled(stem))


def _undoubled(stem: str) -> str:
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem


def _finding(code: str, sentence: str, span: str, message: str) -> Finding:
    return Finding(gate=GATE.name, code=code, part=WATCH, sentence=sentence, span=span, message=message)


GATE = Gate(
    name="watch",
    codes=("watch-date", "watch-vague", "watch-contradiction", "watch-subject", "watch-act"),
    judge=judge,
)
