"""content/proposals.yml: names that the registry lacks, as models proposed them; one a line, machines append.

A name comes with the sentence of ours that says it, never with the publisher's, so that a takedown has one place
less to clear.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from modelwire_ssg.fill.gates.gate import sentences_of
from modelwire_ssg.model.drafting import Draft, ProposedMention
from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.model.registry import MENTION_KINDS, Mention
from modelwire_ssg.text.clean import plain
from modelwire_ssg.text.fields import Fields
from modelwire_ssg.text.files import append_line, write_atomically
from modelwire_ssg.text.names import MentionMatcher, fold_name
from modelwire_ssg.text.slugs import make_slug
from modelwire_ssg.text.yaml_doc import dump_flow, load
from modelwire_ssg.text.yaml_list import read_entries, split_entries

PATH = "content/proposals.yml"
ENOUGH_BRIEFS = 3  # that propose a name, before the night's report asks for it
NAME_MAX_CHARS = 100
SENTENCE_MAX_CHARS = 600
_ID = re.compile(r"(?<![\w/-])\d{4}/\d\d/\d\d-[a-z0-9-]+")
_SHAPE = "- {name: …, kind: …, brief: …, at: …, sentence: …}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One line of the file."""

    name: str
    kind: str  # of MENTION_KINDS
    brief: str  # id
    at: date
    sentence: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class LackingName:
    """A name that enough briefs propose. ``line`` is ready to be pasted into mentions.yml."""

    name: str
    briefs: int
    kinds: tuple[str, ...]  # the most frequent first
    line: str


def load_proposals(root: Path) -> tuple[tuple[Proposal, ...], list[Problem]]:
    """All proposals in the order of the file; a line with a fault is left out and reported, and loses no other."""
    problems: list[Problem] = []
    found = []
    for fields in read_entries(root, PATH, problems, shape=_SHAPE):
        before = len(problems)
        proposal = _proposal(fields)
        if len(problems) == before:
            found.append(proposal)
    return tuple(found), problems


def append_proposals(root: Path, brief_id: str, day: date, draft: Draft, registry: MentionMatcher) -> int:
    """Add what *draft*, which passed the gates, proposes and the *registry* lacks; returns how many lines that made.

    A name counts when a sentence of the draft says it, and once for a brief, however often that is written again.
    """
    if not draft.proposed:
        return 0
    known = {fold_name(name) for name in _proposed_by(root, brief_id)}
    added = 0
    for proposed in draft.proposed:
        name = _plain_name(proposed.name)
        sentence = _sentence_with(name, proposed, draft) if name else ""
        if not sentence or fold_name(name) in known or registry.knows(name):
            continue
        known.add(fold_name(name))
        kind = proposed.kind if proposed.kind in MENTION_KINDS else "thing"
        value = {"name": name, "kind": kind, "brief": brief_id, "at": day, "sentence": sentence}
        append_line(root / PATH, f"- {dump_flow(value)}")
        added += 1
    return added


def remove_proposals(root: Path, briefs: Set[str]) -> int:
    """Take out what *briefs* (ids) proposed, leaving every other byte; returns how many entries went.

    Of an entry that cannot be read it is enough that it holds one of the ids: what must go does not stay for a fault.
    """
    file = root / PATH
    if not briefs or not file.is_file():
        return 0
    text = file.read_bytes().decode("utf-8", "surrogateescape")
    entries = [entry for _, entry in split_entries(text)]
    kept = [entry for entry in entries if not _is_from(entry, briefs)]
    if len(kept) < len(entries):
        write_atomically(file, "".join(kept).encode("utf-8", "surrogateescape"))
    return len(entries) - len(kept)


def lacking_names(
    proposals: Iterable[Proposal], knows: Callable[[str], bool], taken_keys: Collection[str]
) -> tuple[LackingName, ...]:
    """The names that `ENOUGH_BRIEFS` propose and nobody *knows* yet, most proposed first; keys avoid *taken_keys*."""
    by_name: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        by_name.setdefault(fold_name(proposal.name), []).append(proposal)
    wanted = [
        (len({proposal.brief for proposal in group}), folded, group)
        for folded, group in by_name.items()
        if len({proposal.brief for proposal in group}) >= ENOUGH_BRIEFS
    ]
    lacking, keys = [], set(taken_keys)
    for briefs, _, group in sorted(wanted, key=lambda one: (-one[0], one[1])):
        name = _most(proposal.name for proposal in group)[0]
        if knows(name):
            continue
        kinds = _most(proposal.kind for proposal in group)
        key = _free_key(name, keys)
        keys.add(key)
        line = f"{key}: {dump_flow({'name': name, 'kind': kinds[0], 'aliases': [], 'about': ''})}"
        lacking.append(LackingName(name=name, briefs=briefs, kinds=kinds, line=line))
    return tuple(lacking)


def _proposal(fields: Fields) -> Proposal:
    proposal = Proposal(
        name=fields.text("name", required=True),
        kind=fields.choice("kind", MENTION_KINDS, "thing", code="kind-unknown", required=True),
        brief=fields.text("brief", required=True),
        at=fields.day("at", required=True) or date.min,
        sentence=fields.text("sentence", required=True),
        place=fields.place(),
    )
    fields.close()
    return proposal


def _plain_name(name: str) -> str:
    """The name as it may stand in a file; "" for what is none."""
    cleaned = plain(name).strip(" '\"`,;:") if len(name) <= 10 * NAME_MAX_CHARS else ""
    return cleaned if len(cleaned) <= NAME_MAX_CHARS and any(char.isalpha() for char in cleaned) else ""


def _sentence_with(name: str, proposed: ProposedMention, draft: Draft) -> str:
    """The first sentence of the draft that says *name*, by the rules by which mentions are found."""
    kind = proposed.kind if proposed.kind in MENTION_KINDS else "thing"
    finder = MentionMatcher([Mention(key="proposed", name=name, kind=kind, place=Place(path=PATH))])
    return next((plain(one.text, SENTENCE_MAX_CHARS) for one in sentences_of(draft) if finder.find(one.text)), "")


def _proposed_by(root: Path, brief_id: str) -> Iterator[str]:
    """The names that a brief proposed before; only lines with its id are parsed, as the file grows for years."""
    file = root / PATH
    text = file.read_bytes().decode("utf-8", "replace") if file.is_file() else ""
    for _, entry in split_entries(text) if brief_id in text else ():
        if brief_id in entry:
            for value in _values(entry):
                if value.get("brief") == brief_id:
                    yield str(value.get("name"))


def _values(entry: str) -> list[Mapping[str, object]]:
    """The mappings in one entry; none where it cannot be read."""
    doc, faults = load(entry.rstrip("\r\n"), PATH)
    values = doc.value if isinstance(doc.value, list) and not faults else []
    return [value for value in values if isinstance(value, dict)]


def _is_from(entry: str, briefs: Set[str]) -> bool:
    held = {found for found in _ID.findall(entry) if found in briefs}
    values = _values(entry) if held else []
    return any(value.get("brief") in held for value in values) if values else bool(held)


def _most(texts: Iterable[str]) -> tuple[str, ...]:
    """Each of *texts* once, the most frequent first, else by letter, as order in the file means nothing."""
    return tuple(text for text, _ in sorted(Counter(texts).items(), key=lambda pair: (-pair[1], pair[0])))


def _free_key(name: str, taken: Collection[str]) -> str:
    key = slug = make_slug(name)
    number = 1
    while key in taken:
        number += 1
        key = f"{slug}-{number}"
    return key
