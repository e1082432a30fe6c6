"""content/publishers.yml: no fault in it may let out what a takedown took down."""

from pathlib import Path

import pytest

from modelwire_ssg.config.publishers import FATAL_CODES, load_publishers
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Settings
from modelwire_ssg.policies import Policies

FULL = "courier: {name: The Courier, domains: [courier.example], policy: full}\nagg: {name: Agg, policy: full}\n"


def read(root: Path, text: str) -> tuple[Policies, list[Problem]]:
    file = root / "content/publishers.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    publishers, problems = load_publishers(root)
    return Policies(publishers, Settings(title="M", base_url="https://m.example/")), problems


FATAL = {
    "a second entry": FULL + "courier: {name: The Courier, domains: [courier.example], policy: none}\n",
    "a second policy": "courier: {name: C, domains: [courier.example], policy: full, policy: none}\n",
    "a key in capitals": FULL + "Courier_News: {name: C, domains: [courier.example], policy: none}\n",
    "a word for an entry": FULL + "courier-news: none\n",
    "an entry with nothing": FULL + "courier-news:\npolicy: none\n",
    "an entry that is a list": FULL + "courier-news: [none]\n",
    "a misspelt list of domains": FULL + "courier-news: {name: C, domain: [courier.example], policy: none}\n",
    "domains that are no list": FULL + "courier-news: {name: C, domains: courier.example, policy: none}\n",
    "one domain that is none": FULL + "courier-news: {name: C, domains: [courier], policy: none}\n",
    "a scope that is no address": FULL + "courier-news: {name: C, scope: [/investigations/], policy: none}\n",
    "an anchor": FULL + "courier-news: &c {name: C, domains: [courier.example], policy: none}\n",
    "a key that is a list": FULL + "? [courier-news]\n: {name: C, domains: [courier.example], policy: none}\n",
    "a conflict": "<<<<<<< ours\n" + FULL,
}


@pytest.mark.parametrize("case", FATAL)
def test_a_takedown_that_may_be_lost_stops_everything(case: str, tmp_path: Path) -> None:
    _, problems = read(tmp_path, FATAL[case])
    assert {problem.code for problem in problems} & FATAL_CODES
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize(
    "rest",
    [
        "polcy: none",
        "policy: nome",
        "policy: ",
        "policy: full, nmae: x",
        "policy: full, quote_words: many",
        "policy: full, request: {at: soon}",
        "policy: full, scope: [nowhere]",
    ],
)
def test_an_entry_with_an_error_allows_nothing_and_the_others_stand(rest: str, tmp_path: Path) -> None:
    policies, problems = read(
        tmp_path,
        f"courier: {{name: C, domains: [courier.example], {rest}}}\n"
        "other: {name: O, domains: [other.example], policy: full}\n",
    )
    assert problems
    assert not {problem.code for problem in problems} & FATAL_CODES
    assert policies.permit("https://courier.example/a", "").policy == "none"
    assert policies.permit("https://other.example/a", "").policy == "full"


@pytest.mark.parametrize(
    ("domain", "url"),
    [
        ("www.closed.example", "https://www.closed.example/x"),
        ("www.closed.example", "https://closed.example/x"),
        ("Closed.Example", "https://blog.CLOSED.example./x"),
        ("bücher.example", "https://xn--bcher-kva.example/x"),
        ("xn--bcher-kva.example", "https://bücher.example/x"),
        ("https://third.example/", "https://third.example/x"),
        ("*.third.example", "https://third.example:8080/x"),
    ],
)
def test_a_domain_counts_however_it_is_written(domain: str, url: str, tmp_path: Path) -> None:
    policies, problems = read(tmp_path, FULL + f"c: {{name: C, domains: ['{domain}'], policy: none}}\n")
    assert problems == []
    assert policies.permit(url, "agg").policy == "none"


def test_a_part_of_a_domain_is_a_problem_that_names_scope(tmp_path: Path) -> None:
    policies, problems = read(tmp_path, "c: {name: C, domains: ['https://host.example/c/'], policy: full}\n")
    assert [problem.code for problem in problems] == ["domain-shape"]
    assert "scope" in problems[0].hint
    assert policies.permit("https://host.example/other", "").policy == "none"


@pytest.mark.parametrize("scope", ["https://four.example/inv", "https://www.four.example/inv/", "four.example/inv"])
@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/inv", "none"),
        ("/inv/", "none"),
        ("/inv/x", "none"),
        ("/inv?page=2", "none"),
        ("/inv#part-two", "none"),
        ("/%69nv/x", "none"),
        ("//inv//x", "none"),
        ("/./inv/x", "none"),
        (":443/inv/x", "none"),
        ("/investors", "full"),
        ("/", "full"),
        ("/x/inv", "full"),
    ],
)
def test_a_scope_covers_whole_parts_of_an_address(scope: str, path: str, policy: str, tmp_path: Path) -> None:
    policies, problems = read(
        tmp_path,
        "four: {name: Four, domains: [four.example], policy: full}\n"
        f"part: {{name: Part, scope: ['{scope}'], policy: none}}\n",
    )
    assert problems == []
    assert policies.permit(f"https://four.example{path}", "four").policy == policy


def test_the_longest_scope_and_then_the_strictest_decides(tmp_path: Path) -> None:
    policies, _ = read(
        tmp_path,
        "a: {name: A, scope: ['https://x.example/'], policy: none}\n"
        "b: {name: B, scope: ['https://x.example/open'], policy: full}\n"
        "c: {name: C, scope: ['https://x.example/open/one'], policy: full}\n"
        "d: {name: D, scope: ['https://www.x.example/open/one/'], policy: headline}\n"
        "e: {name: E, scope: ['https://x.example/item?id=7'], policy: full}\n",
    )
    found = [
        policies.permit(f"https://x.example{path}", "").policy
        for path in ("/", "/open/two", "/open/one/y", "/item?id=7", "/item?id=7&p=2", "/item?id=71")
    ]
    assert found == ["none", "full", "headline", "full", "full", "none"]
