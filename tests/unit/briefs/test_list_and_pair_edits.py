"""One item more in a list, one pair less in a mapping: all other bytes stay."""

from datetime import UTC, date, datetime

import pytest

from modelwire_ssg.briefs.edit import REMOVED, append_item, edit_front_matter
from modelwire_ssg.model.errors import ContentError

WHERE = ("corrections",)
ITEM = {"at": datetime(2026, 5, 12, 5, 0, tzinfo=UTC), "by": "ana", "note": "it's #1: new"}
LINE = "- {at: 2026-05-12T05:00:00Z, by: ana, note: 'it''s #1: new'}"

LISTS = {
    "a block list with comments": (
        "id: x\ncorrections:   # ask ana\n  - at: 2026-05-06   # phoned\n    by: 'bo'\n    note: \"nine\"   # sic\n"
        "# end\nz: 1\n",
        "id: x\ncorrections:   # ask ana\n  - at: 2026-05-06   # phoned\n    by: 'bo'\n    note: \"nine\"   # sic\n"
        f"  {LINE}\n# end\nz: 1\n",
    ),
    "a block list without indentation": (
        "corrections:\n- {at: 2026-05-06, note: a}\nz: 1\n",
        f"corrections:\n- {{at: 2026-05-06, note: a}}\n{LINE}\nz: 1\n",
    ),
    "an item that is a block of text": (
        "corrections:\n  -   note: |\n        one\n        two\n\nz: 1\n",
        f"corrections:\n  -   note: |\n        one\n        two\n  {LINE}\n\nz: 1\n",
    ),
    "a flow list": (
        "corrections: [{note: a}]  # c\nz: 1\n", f"corrections: [{{note: a}}, {LINE[2:]}]  # c\nz: 1\n",
    ),
    "a flow list with a last comma": (
        "corrections: [\n  {note: a}, # first\n]\nz: 1\n",
        f"corrections: [\n  {{note: a}}, {LINE[2:]}, # first\n]\nz: 1\n",
    ),
    "an empty flow list": ("corrections: [ ]  # c\n", f"corrections: [{LINE[2:]} ]  # c\n"),
    "no list": ("id: x\n# end\n", f"id: x\n# end\ncorrections:\n  {LINE}\n"),
    "a key with nothing": ("corrections:   # none yet\nz: 1\n", f"corrections:   # none yet\n  {LINE}\nz: 1\n"),
    "a key with null": ("corrections: null # none yet\nz: 1\n", f"corrections:  # none yet\n  {LINE}\nz: 1\n"),
    "a front in brackets": ("{id: x,\n z: 1,}\n", f"{{id: x,\n z: 1, corrections: [{LINE[2:]}],}}\n"),
    "windows line ends": (
        "corrections:\r\n  - note: a\r\nz: 1\r\n", f"corrections:\r\n  - note: a\r\n  {LINE}\r\nz: 1\r\n",
    ),
    "an end mark": ("id: x\n...\n", f"id: x\ncorrections:\n  {LINE}\n...\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTS)
def test_an_item_is_added_and_nothing_else_moves(case: str) -> None:
    before, after = LISTS[case]
    newline = "\r\n" if "\r\n" in before else "\n"
    text, expected = (f"---{newline}{front}---{newline}body\n" for front in (before, after))
    assert append_item(text, "b.md", WHERE, ITEM) == expected


def test_an_item_is_not_added_to_what_is_no_list() -> None:
    with pytest.raises(ContentError, match="no list"):
        append_item("---\ncorrections: none\n---\n", "b.md", WHERE, ITEM)


PAIRS = {
    "last": ("s: {  p: c, e: 'x, y'}  # c\n", "s: {  p: c}  # c\n"),
    "first": ("s: {e: 'x, y', p: 'c' }\n", "s: {p: 'c' }\n"),
    "in the middle": ("s: { p: c,   e: x,  g: \"1\" }\n", "s: { p: c,   g: \"1\" }\n"),
    "last with a comma after it": ("s: {p: c, e: x, }\n", "s: {p: c, }\n"),
    "last of several lines with comments": (
        's: {p: c,   # checked, by ana\n  u: "https://x/",\n  e: "Some"}   # end\n',
        's: {p: c,   # checked, by ana\n  u: "https://x/"}   # end\n',
    ),
    "last, with a comment before it": (
        "s: {p: c,   # checked, by ana\n  e: x\n  }\n", "s: {p: c   # checked, by ana\n  }\n",
    ),
    "alone on a line": ("s: {\n  p: c,\n  e: 'x',\n  g: 1\n}\n", "s: {\n  p: c,\n  g: 1\n}\n"),
    "with a comment of its own": ("s: {p: c,\n  e: x, # long\n  g: 1}\n", "s: {p: c,\n  # long\n  g: 1}\n"),
    "with the comma on the next line": ("s: {p: c\n  , e: x\n  , g: 1}\n", "s: {p: c\n  , \n   g: 1}\n"),
    "with nothing but a comment": ("s: {p: c,\n  e: # why, say\n  , g: 1}\n", "s: {p: c,\n  # why, say\n   g: 1}\n"),
    "with nothing": ("s: {p: c, e: , g: 1}\n", "s: {p: c, g: 1}\n"),
    "the only one": ("a: 1\ns: {e: x}\nb: 2\n", "a: 1\nb: 2\n"),
    "of a block": (
        "s:\n  p: c  # who\n  e: >\n    a\n    b\n  # note\n  g: 1\n", "s:\n  p: c  # who\n  # note\n  g: 1\n",
    ),
    "first of a block": ("s:  # c\n  e: x\n  p: c\n", "s:  # c\n  p: c\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", PAIRS)
def test_a_pair_is_taken_out_with_its_comma_alone(case: str) -> None:
    before, after = (f"---\n{front}---\nbody\n" for front in PAIRS[case])
    assert edit_front_matter(before, "b.md", {("s", "e"): REMOVED}) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{id: x,}\n", "{id: x, published: 2026-05-12,}\n"),
        ("{\n  id: x, # mine\n}\n", "{\n  id: x, published: 2026-05-12, # mine\n}\n"),
        ("{id: x  # mine\n}\n", "{id: x, published: 2026-05-12  # mine\n}\n"),
        ("id: x\n...\n", "id: x\npublished: 2026-05-12\n...\n"),
        ("id: x\n... # end\n\n# more\n", "id: x\npublished: 2026-05-12\n... # end\n\n# more\n"),
    ],
)
def test_a_key_is_added_to_a_front_in_any_style(before: str, after: str) -> None:
    changed = edit_front_matter(f"---\n{before}---\n", "b.md", {("published",): date(2026, 5, 12)})
    assert changed == f"---\n{after}---\n"


def test_a_group_is_added_to_a_front_in_brackets() -> None:
    changed = edit_front_matter(
        "---\n{id: x, pending: null,}\n---\n", "b.md", {("fill", "tags"): {"digest": "d"}, ("pending", "tries"): 1}
    )
    assert changed == "---\n{id: x, pending: {tries: 1}, fill: {tags: {digest: d}},}\n---\n"
