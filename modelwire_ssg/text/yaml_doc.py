"""The one YAML loader (SPEC §2): no tags, anchors or repeated keys; guesses null, integers and ISO times only.

Reads with libyaml and keeps, for every value, the line and the span of characters it stands in, so that
faults have places and an edit can replace a value without touching a byte around it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import yaml

from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.text.dates import format_instant
from modelwire_ssg.text.lines import LineTable, split_lines

MAX_CHARS = 64 * 1024  # of a front matter; whole files may be larger, see `load`
Path_ = tuple[str | int, ...]

_NULL = re.compile(r"^(?:~|null|Null|NULL|)$")
_INTEGER = re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$")
_TIME = re.compile(
    r"^\d{4}-\d\d-\d\d(?:(?:[Tt]|[ ]+)\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?[ ]*(?:Z|[-+]\d\d(?::?\d\d)?)?)?$"
)
# Nested collections recurse in C: refuse what could exhaust the stack before libyaml sees it.
_LOOKS_DEEP = re.compile(r"(?:^|\n) {40}|(?:[-?][ \t]+){20}")
_STEPS = ("- ", "-\t", "? ", "?\t")  # without twenty of these, or forty blanks, nothing looks deep
_FEATURE = re.compile(r"(?:^|[\s,:?\[\]{}-])[&*!]|^%", re.MULTILINE)  # a tag, anchor, alias or directive, perhaps
_MAX_DEPTH = 40
_LAST_YEAR = 9000
# libyaml counts these as line ends; we, editors and git do not.
_BREAKS = re.compile("[\t\n\r\x85\u2028\u2029]")
_FOREIGN_BREAKS = re.compile("[\x85\u2028\u2029\r]")


class _Loader(yaml.CSafeLoader):
    yaml_implicit_resolvers = {}  # noqa: RUF012 - replaces PyYAML's class attribute


class _Dumper(yaml.CSafeDumper):
    """Quotes all that our loader, or YAML's own rules, would read as something other than text."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True


for _cls in (_Loader, _Dumper):
    _cls.add_implicit_resolver("tag:yaml.org,2002:null", _NULL, ["~", "n", "N", ""])
    _cls.add_implicit_resolver("tag:yaml.org,2002:int", _INTEGER, list("-+0123456789"))
    _cls.add_implicit_resolver("tag:yaml.org,2002:timestamp", _TIME, list("0123456789"))


@dataclass(frozen=True, slots=True)
class YamlDoc:
    """A loaded document. Keys of mappings are always text; ``spans`` are character offsets in the text given."""

    value: object
    lines: Mapping[Path_, int] = field(default_factory=dict)
    spans: Mapping[Path_, tuple[int, int]] = field(default_factory=dict)
    flow: frozenset[Path_] = frozenset()  # collections written in brackets
    keys: Mapping[Path_, int] = field(default_factory=dict)  # where the key of a value begins

    def line(self, path: Path_) -> int:
        """The line of the value at *path*, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(text: str, path: str, *, first_line: int = 1) -> tuple[YamlDoc, tuple[Problem, ...]]:
    """Load one YAML document; *first_line* is where it begins in the file at *path*.

    Every fault is a Problem; with a syntax fault the value is None.
    """
    table = LineTable(text) if _FOREIGN_BREAKS.search(text) else None
    reader = _Reader(text, path, first_line, table)
    try:
        _refuse_depth(text)
        if any(mark in text for mark in "&*!%") and _FEATURE.search(text):
            reader.refuse_features(text)
            if reader.problems:
                return YamlDoc(None), tuple(reader.problems)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        return YamlDoc(None), (reader.syntax_problem(error, text),)
    if node is None:
        return YamlDoc(None), ()
    value = reader.read(node, ())
    return YamlDoc(value, reader.lines, reader.spans, frozenset(reader.flow), reader.keys), tuple(reader.problems)


def dump_flow(value: object) -> str:
    """*value* as YAML on one line, in brackets where it is a collection; `load` gives the same value back.

    libyaml will not write a time in brackets without quotes, so only texts go through its dumper.
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{dump_flow(str(key))}: {dump_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(dump_flow(item) for item in value) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, datetime):
        return format_instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    style = '"' if isinstance(value, str) and _BREAKS.search(value) else None
    text: str = yaml.dump(
        [value], Dumper=_Dumper, default_flow_style=True, allow_unicode=True, width=2**30, default_style=style
    )
    return text.rstrip("\n")[1:-1]


class _Reader:
    def __init__(self, text: str, path: str, first_line: int, table: LineTable | None) -> None:
        self.text = text
        self.path = path
        self.first_line = first_line
        self.table = table
        self.problems: list[Problem] = []
        self.lines: dict[Path_, int] = {}
        self.spans: dict[Path_, tuple[int, int]] = {}
        self.flow: set[Path_] = set()
        self.keys: dict[Path_, int] = {}

    def line_of(self, mark: Any) -> int:
        if self.table is not None:
            return self.first_line + self.table.line_at(mark.index) - 1
        return self.first_line + int(mark.line)

    def report(self, mark: Any, code: str, message: str, hint: str = "") -> None:
        place = Place(path=self.path, line=self.line_of(mark))
        self.problems.append(Problem(code=code, place=place, message=message, hint=hint))

    def read(self, node: Any, path: Path_) -> object:
        """Build the value of *node*, recording its line and span; returns the end of what stands in it."""
        self.lines.setdefault(path, self.line_of(node.start_mark))
        if isinstance(node, yaml.MappingNode):
            value: Any = self._mapping(node, path)
        elif isinstance(node, yaml.SequenceNode):
            value = [self.read(item, (*path, index)) for index, item in enumerate(node.value)]
        else:
            value = self._scalar(node)
        end = node.end_mark.index
        if isinstance(node, yaml.ScalarNode):
            if node.style in ("|", ">"):  # libyaml ends these where the next token begins
                end = len(self.text[:end].rstrip())
        elif node.flow_style:
            self.flow.add(path)
        else:  # a block collection ends where its last value does, not after the comments below it
            steps = range(len(node.value)) if isinstance(value, list) else value
            end = max((self.spans[(*path, step)][1] for step in steps), default=end)
        self.spans[path] = (node.start_mark.index, end)
        return value

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, object]:
        result: dict[str, object] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.report(key_node.start_mark, "yaml-key", "a key is a list or a mapping", "keys are plain words")
                continue
            key = str(key_node.value)
            if key in result:
                first = self.lines[(*path, key)]
                self.report(
                    key_node.start_mark, "yaml-repeated", f"'{key}' stands here twice, first on line {first}",
                    "keep one of the two",
                )  # fmt: skip
                continue
            self.lines[(*path, key)] = self.line_of(key_node.start_mark)
            self.keys[(*path, key)] = key_node.start_mark.index
            result[key] = self.read(value_node, (*path, key))
        return result

    def _scalar(self, node: yaml.ScalarNode) -> object:
        kind = node.tag.rpartition(":")[2]
        text = str(node.value)
        if kind == "null":
            return None
        if kind == "int" and len(text) < 20:
            return int(text)
        if kind == "timestamp":
            try:
                return _time(text)
            except ValueError:
                self.report(node.start_mark, "yaml-date", f"the calendar and the clock have no '{text}'",
                            "write a day such as 2026-05-12, a time such as 2026-05-12T05:02:11Z, "
                            "or put it in quotes")  # fmt: skip
        return text

    def refuse_features(self, text: str) -> None:
        """Report tags, anchors, aliases and directives; looks at the events, so quoted text never counts."""
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                self.report(event.start_mark, "yaml-anchor", "anchors and aliases are not read here",
                            "write the value out, or put text that begins with & or * in quotes")  # fmt: skip
            if tag := getattr(event, "tag", None):
                self.report(event.start_mark, "yaml-tag", f"the tag {tag} is not read here",
                            "remove it, or put text that begins with ! in quotes")  # fmt: skip

    def syntax_problem(self, error: yaml.YAMLError, text: str) -> Problem:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        line = self.line_of(mark) if mark is not None else self._line_of_position(error, text)
        line = min(line, self.first_line + max(len(split_lines(text.rstrip())), 1) - 1)  # not past what is written
        if "found character that cannot start any token" in str(what):
            what = "a value begins with a character that needs quotes around it"
        if "mapping values are not allowed" in str(what):
            what = "a colon and a space inside a value: put the value in quotes"
        return Problem(
            code="yaml-syntax",
            place=Place(path=self.path, line=line),
            message=f"cannot be read as YAML: {what}",
            hint="look at this line and the one before it for a missing quote, bracket or colon, or other indentation",
        )

    def _line_of_position(self, error: yaml.YAMLError, text: str) -> int:
        position = getattr(error, "position", None)
        table = self.table or LineTable(text)
        return self.first_line + (table.line_at(position) - 1 if isinstance(position, int) else 0)


def _refuse_depth(text: str) -> None:
    """Count by libyaml's events, which do not recurse; only where something looks deep, because it takes time."""
    if text.count("[") + text.count("{") <= _MAX_DEPTH:
        may_be = " " * 40 in text or sum(map(text.count, _STEPS)) >= 20
        if not may_be or not _LOOKS_DEEP.search(text):
            return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                raise yaml.YAMLError("nested too deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _time(text: str) -> date | datetime:
    if not 1970 <= int(text[:4]) <= _LAST_YEAR:
        raise ValueError("too far away to count with")
    if len(text) == 10:
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(re.sub(r"[ ]+(?=[Z+-]|$)", "", re.sub(r"(?<=\d)[ ]+(?=\d)", "T", text)).upper())
    return moment.astimezone(UTC) if moment.tzinfo else moment
