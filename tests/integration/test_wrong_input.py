"""Wrong input of each file: all faults at once with their lines, the documented status, and the rest stands."""

import json
from pathlib import Path

import pytest

from modelwire_ssg.cli.main import status_of
from tests.newsroom import NOW, PUBLISHERS, earlier, make_newsroom, stub, tree

GOOD = earlier("2026/05/05-good", "A good brief", "It stands.", tags=())


def modelwire(root: Path, *words: str) -> int:
    return status_of(["-C", str(root), *words, "--now", NOW])


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """``path:line code`` of every problem printed."""
    lines = capsys.readouterr().err.splitlines()
    assert not [line for line in lines if "Traceback" in line]
    return [
        f"{line.partition(': ')[0]} {line.partition('[')[2].partition(']')[0]}"
        for line in lines
        if "]: " in line and "[" in line
    ]


CASES = {
    "site.yml": (
        "content/site.yml",
        "format: 1\ntitle: M\nbase_url: news.example\ntime_zone: Mars/Olympus\nwriter: poet\n"
        "limits: {quote_words: many}\nselct: {}\npages: {rss: maybe}\n",
        2,
        ["3 base-url", "4 time-zone-unknown", "5 writer-unknown", "6 value-kind", "7 key-unknown", "8 value-kind"],
    ),
    "a newer format": (
        "content/site.yml", "format: 2\ntitle: M\nbase_url: https://m.example/\n", 2, ["1 format-newer"],
    ),
    "sources.yml": (
        "content/sources.yml",
        "a: {url: gopher://x, publisher: courier}\nb: {publisher: curier, url: 'file:x', adapter: jsonfed}\nC d: {}\n"
        "e: {url: 'file:x', publisher: courier, max_items: none, enabled: yes}\nf: word\n",
        1,
        ["1 source-url", "2 adapter-unknown", "2 publisher-unknown", "3 key-missing", "3 key-missing", "3 key-shape",
         "4 value-kind", "4 value-kind", "5 value-kind"],
    ),
    "publishers.yml": (
        "content/publishers.yml",
        "courier: {name: C, domains: courier.example, policy: ful}\nx y: {name: X}\n",
        2,
        ["1 policy-unknown", "1 publisher-addresses", "1 value-kind", "2 key-shape"],
    ),
    "faults that stay in their entry of publishers.yml": (
        "content/publishers.yml",
        "courier: {name: C, domains: [courier.example], polcy: full}\n"
        "x: {name: X, domains: ['x.example/a', y], policy: }\n",
        1,
        ["1 key-unknown", "2 domain-shape", "2 domain-shape", "2 policy-unknown"],
    ),
    "an unknown page": (
        "content/site.yml",
        "title: M\nbase_url: https://m.example/\ncontact: a@m.example\npages: {gallery: true}\n",
        0,
        ["4 key-unknown"],
    ),
    "publishers.yml that cannot be read": ("content/publishers.yml", "courier: {name: C\n", 2, ["1 yaml-syntax"]),
    "mentions.yml": (
        "content/mentions.yml",
        "a: {name: A, kind: planet}\nb: {name: a, kind: thing}\nc: {merged_into: nobody}\nd: {merged_into: d}\n",
        1,
        ["1 kind-unknown", "2 alias-taken", "3 merge-target", "4 merge-target"],
    ),
    "tags.yml": (
        "content/tags.yml", "a: {abuot: x}\na: {name: y}\n", 1, ["1 key-missing", "1 key-unknown", "2 yaml-repeated"],
    ),
    "watchlist.yml": (
        "content/watchlist.yml",
        '- {at: soon, item: "2026/05/05-good#w1", event: opened, text: t, by: 2026-11-12}\n'
        "- {at: 2026-05-12, item: x, event: won}\n"
        '- {at: 2026-05-12, item: "2026/01/01-none#w1", event: met}\n'
        '- {at: 2026-05-12, item: "2026/05/05-good#w9", event: met}\n',
        1,
        ["1 value-kind", "2 event-unknown", "2 watch-item", "3 watch-brief", "4 watch-unopened"],
    ),
    "a watch list that is none": ("content/watchlist.yml", "a: 1\n", 1, ["1 shape"]),
    "a page": ("content/pages/about.md", "---\ntitel: About\n---\ntext\n", 1, ["2 key-missing", "2 key-unknown"]),
    "the seen file": (
        "content/seen/2026.txt", "sha256:0123456789abcdef 2026-05-12 2026/05/12-x\nrubbish\n", 1, ["2 seen-line"],
    ),
    "the ledger of calls": ("content/ledger/2026-05.jsonl", "{}\n", 1, ["1 ledger-line"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_every_fault_is_told_at_once_with_its_line(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, text, status, expected = CASES[case]
    make_newsroom(tmp_path, briefs=[GOOD], files={path: text})
    assert modelwire(tmp_path, "check") == status
    assert sorted(told(capsys)) == sorted(f"{path}:{fault}" for fault in expected)


BRIEF_FAULTS = {
    "no front matter": ("text\n", ["1 front-matter-missing"]),
    "no end of it": ("---\nid: x\n", ["1 front-matter-end"]),
    "a conflict": (stub().replace("## Context", "<<<<<<< ours\n## Context"), ["11 conflict-marker"]),
    "an open code block": (stub() + "\n```\nx\n", ["15 fence-open", "15 watch-stray"]),
    "a section twice": (stub() + "\n## Summary\n\nAgain.\n", ["15 section-repeated"]),
    "many faults": (
        "---\nid: Bad Id\ntitle: ''\nadded: yesterday\nsource: {publisher: courier, url: ftp://x}\n"
        "status: publshed\ntagz: [a]\n---\n\n"
        "## Watch\n\n- [x] by 2026-11-12: a\n- sometime: b\n",
        ["2 id-shape", "3 empty", "4 value-kind", "5 source-url", "6 status-unknown", "7 key-unknown",
         "12 watch-checkbox", "13 watch-date"],
    ),
    "earlier ids that are none": (
        stub(aliases=["2026/05/01-old", "about"], related=["../../x"]).replace("aliases: [", "aliases:\n  [").replace(
            ', "about"', ',\n  "about"'),
        ["9 alias-shape"],
    ),
    "addresses that are none": (
        stub(also=[{"publisher": "x", "url": "https://[/"}]).replace("https://courier", "https://me@courier"),
        ["6 source-url", "7 source-url"],
    ),
    "a repeated key": (stub(status="auto").replace("status:", "title: again\nstatus:"), ["7 yaml-repeated"]),
    "a taken id": (GOOD, ["2 id-taken"]),
}  # fmt: skip


@pytest.mark.parametrize("case", BRIEF_FAULTS)
def test_a_broken_brief_is_told_and_the_others_stand(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, expected = BRIEF_FAULTS[case]
    path = "content/briefs/2026/05/zz.md"
    make_newsroom(tmp_path, briefs=[GOOD], files={path: text})
    before = tree(tmp_path, below="content")
    assert modelwire(tmp_path, "build") == 1
    assert sorted(told(capsys)) == sorted(f"{path}:{fault}" for fault in expected)
    assert (tmp_path / "site/2026/05/05-good/index.html").is_file()
    assert modelwire(tmp_path, "fill") in (1, 3)
    assert modelwire(tmp_path, "run") == 1
    assert (tmp_path / path).read_text("utf-8") == before[path].decode()


def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_newsroom(tmp_path, briefs=[GOOD])
    (tmp_path / "content/briefs/bad.md").write_bytes(stub().encode() + b"\n\xff\xfe\n")
    assert modelwire(tmp_path, "check") == 1
    assert told(capsys) == ["content/briefs/bad.md:15 encoding"]


def test_the_last_readable_version_is_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_newsroom(tmp_path, briefs=[GOOD])
    assert modelwire(tmp_path, "build") == 0
    page = tmp_path / "site/2026/05/05-good/index.html"
    whole = page.read_bytes()
    file = tmp_path / "content/briefs/2026/05/05-good.md"
    file.write_text(file.read_text("utf-8").replace("## Context", "<<<<<<< ours\n## Context"), "utf-8")
    assert modelwire(tmp_path, "build") == 1
    assert page.read_bytes() == whole
    assert "conflict-marker" in capsys.readouterr().err


def test_a_broken_file_that_was_being_withdrawn_does_not_come_back(tmp_path: Path) -> None:
    make_newsroom(tmp_path, briefs=[GOOD])
    assert modelwire(tmp_path, "build") == 0
    file = tmp_path / "content/briefs/2026/05/05-good.md"
    file.write_text(
        file.read_text("utf-8").replace("source:", "withdrawn: {at: 2026-05-12, by: me, reason: [\nsource:"), "utf-8"
    )
    assert modelwire(tmp_path, "build") == 1
    assert "It stands" not in "".join(p.read_text("utf-8") for p in (tmp_path / "site").rglob("*.html"))


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["buidl"], 2, "build"),
        (["build", "--now", "tomorrow"], 2, "2026-05-12T05:00:00Z"),
        (["fetch", "nobody"], 2, "known:"),
        (["fill", "2026/01/01-none"], 2, "no brief is called"),
        (["fill", "--force", "context"], 2, "needs the briefs"),
        (["fill", "2026/05/05-good", "--force", "prologue"], 2, "known: summary"),
        (["withdraw", "2026/01/01-none", "--reason", "x"], 2, "no brief is called"),
        (["new", "T", "--url", "not an address"], 2, "https://"),
        (["new", "T", "--url", "https://closed.example/x"], 1, "allows nothing"),
        (["build", "--output", "."], 2, "cannot be the output"),
        (["-C", "nowhere", "build"], 2, "modelwire init"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_usage_says_what_to_do(
    words: list[str],
    status: int,
    says: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_newsroom(tmp_path, briefs=[GOOD], publishers=PUBLISHERS)
    monkeypatch.chdir(tmp_path)
    before = tree(tmp_path, below="content")
    assert status_of(words) == status
    assert says in capsys.readouterr().err
    assert tree(tmp_path, below="content") == before


def test_json_gives_one_record_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_newsroom(tmp_path, briefs=[GOOD], files={"content/briefs/bad.md": "text\n"})
    assert modelwire(tmp_path, "check", "--json") == 1
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert records[0]["place"] == {"path": "content/briefs/bad.md", "line": 1}
    assert records[-1] == {"verb": "total", "text": "1 error, 0 warnings", "errors": 1, "warnings": 0}


def test_a_disk_that_refuses_ends_with_its_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_newsroom(tmp_path, briefs=[GOOD])

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    assert modelwire(tmp_path, "build") == 74
    assert "No space left" in capsys.readouterr().err
