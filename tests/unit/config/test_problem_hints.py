"""Every fault of a file says what to do about it."""

import pytest

from modelwire_ssg.model.places import Problem
from modelwire_ssg.text.fields import Fields
from modelwire_ssg.text.yaml_doc import load


def read(text: str) -> list[Problem]:
    """The problems of a file that should hold a title, a list of tags, a group and a number."""
    problems: list[Problem] = []
    doc, faults = load(text, "f.yml")
    problems.extend(faults)
    fields = Fields(doc, "f.yml", problems)
    fields.text("title", required=True)
    fields.texts("tags")
    fields.below("group")
    fields.integer("number", 1)
    for item in fields.items("also"):
        item.close()
    fields.close()
    return problems


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("title: ''\n", 1, "'title' is empty", "write a title"),
        ("title: [a\n", 1, "cannot be read as YAML", "a missing quote, bracket or colon"),
        ("title: T\nday: 2026-02-30\n", 2, "have no '2026-02-30'", "2026-05-12"),
        ("title: T\ntags: [a, [b]]\n", 2, "the list 'tags' holds a list where a text belongs", "[one, two]"),
        ("title: T\nalso: [a]\n", 2, "keys and values belong here, not 'a'", "`key: value`"),
        ("- title\n", 1, "keys and values belong here, not a list", "`key: value`"),
        ("title: T\nnumber: many\n", 2, "'number' is 'many'", "write a whole number"),
        ("title: T\ngroup: many\n", 2, "'group' is 'many'", "write keys and values"),
        ("title: {a: b}\n", 1, "'title' is a group of keys and values", "write text"),
        ("title: T\ntags: a\n", 2, "'tags' is 'a'", "write a list, such as `tags: [one, two]`"),
    ],
)
def test_a_fault_says_what_is_wrong_and_what_to_do(text: str, line: int, message: str, hint: str) -> None:
    problems = read(text)
    assert all(problem.hint for problem in problems)
    assert problems[0].place.line == line
    assert message in problems[0].message
    assert hint in problems[0].hint
