"""Whatever is edited in whatever order, a build that makes only what changed gives the bytes of one that makes all.

`python -m tests.integration.test_incremental_build 200` runs as many sequences as are asked for.
"""

import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from modelwire_ssg.briefs import stamps
from modelwire_ssg.briefs.parse import parse_brief
from modelwire_ssg.build.manifest import NAME
from modelwire_ssg.build.plan import BuildResult
from modelwire_ssg.model.places import Problem
from modelwire_ssg.pages import mention_index, month
from modelwire_ssg.pipeline.build import build
from modelwire_ssg.pipeline.standing import standing
from modelwire_ssg.text.files import append_line
from tests.newsroom import MENTIONS, PUBLISHERS, TAGS, earlier, make_newsroom, tree, yaml_lines

SEQUENCES = 20
WATCHED_SEQUENCES = 10
EDITS_EACH = 6
UTC_ZONE = ZoneInfo("UTC")
START = datetime(2026, 5, 12, 5, 19, tzinfo=UTC)


class Room:
    """A newsroom under edit, with the dice that decide what is done to it."""

    def __init__(self, root: Path, dice: random.Random) -> None:
        self.root, self.dice, self.now, self.made = root, dice, START, 0
        decided = (
            '- {at: 2026-05-10, item: "2026/05/05-halden-price-list#w1", event: opened, text: A list, by: 2026-08-20}\n'
        )
        feed = {"sample": {"url": "https://courier.example/rss", "publisher": "courier"}}
        make_newsroom(root, sources=feed, files={
            "content/watchlist.yml": decided,
            "content/pages/about.md": "---\ntitle: About\n---\n\nSee [this](brief:2026/05/08-quarry-defers-hall).\n",
        })  # fmt: skip

    @property
    def briefs(self) -> list[Path]:
        return sorted((self.root / "content/briefs").rglob("*.md"))

    def one(self) -> Path:
        return self.dice.choice(self.briefs)

    def id_of(self, file: Path) -> str:
        return re.search(r"^id: (\S+)", file.read_text("utf-8"), re.MULTILINE)[1]  # type: ignore[index]  # it has one

    def change(self, pattern: str, to: str, file: Path) -> None:
        text = file.read_text("utf-8")
        file.write_text(re.sub(pattern, lambda _: to, text, count=1, flags=re.MULTILINE), "utf-8")

    def front(self, line: str, file: Path) -> None:
        key = line.partition(":")[0]
        self.change(rf"^{key}: .*\n", "", file)
        self.change(r"^(?=---\n\n)", f"{line}\n", file)

    def keys(self, known: object) -> str:
        return str(self.dice.sample(sorted(known), 2)).replace("'", '"')  # type: ignore[call-overload]  # a mapping


def brief_added(room: Room) -> None:
    room.made += 1
    day = (room.now - timedelta(days=room.dice.choice([0, 0, 1, 4, 40, 400]))).date()
    other = room.id_of(room.one())
    text = earlier(
        f"{day:%Y/%m/%d}-new-{room.made}",
        f"Hall {room.made} opens in Narvik",
        f"Hall {room.made} opened on Monday. It is the biggest.",
        context=f"It follows [the piece of then](brief:{other}) and says why.",
        watch=f"- by {day + timedelta(days=room.dice.choice([20, 31, 90]))}: Watch whether hall {room.made} fills.",
        mentions=("courier", *room.dice.sample(sorted(MENTIONS), 2)),
        tags=(room.dice.choice(["compute", "labor"]),),
        related=[other],
    )
    file = room.root / f"content/briefs/{day:%Y/%m/%d}-new-{room.made}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def text_edited(room: Room) -> None:
    room.change(r"^(?=## Context\n)", f"One more sentence, the {room.dice.random()}.\n\n", room.one())


def title_edited(room: Room) -> None:
    room.change(r"^title: .*", f'title: "Otherwise {room.dice.randrange(9)}"', room.one())


def file_renamed(room: Room) -> None:
    file = room.one()
    file.rename(file.with_name(f"elsewhere-{room.dice.randrange(99)}.md"))


def file_deleted(room: Room) -> None:
    if len(room.briefs) > 2:
        room.one().unlink()


def id_renamed(room: Room) -> None:
    file = room.one()
    old = room.id_of(file)
    room.made += 1
    room.change(r"^id: .*", f"id: {old[:11]}renamed-{room.made}", file)
    room.front(f"aliases: [{old}]", file)


def withdrawn(room: Room) -> None:
    room.front("withdrawn: {at: 2026-05-11T08:00:00Z, by: ana, reason: It was wrong}", room.one())


def withdrawn_otherwise(room: Room) -> None:
    gone = [file for file in room.briefs if "\nwithdrawn: " in file.read_text("utf-8")]
    if gone:
        file = room.dice.choice(gone)
        room.front(f"mentions: {room.keys(MENTIONS)}", file)
        room.front(f"withdrawn: {{at: 2026-05-{room.dice.randrange(10, 13)}T08:00:00Z, by: ana, reason: x}}", file)


def picture_disturbed(room: Room) -> None:
    pictures = sorted((room.root / "site").rglob("*.png"))
    if pictures:
        picture = room.dice.choice(pictures)
        data = picture.read_bytes()
        picture.write_bytes(data[:-40] + b"x" * 40 if room.dice.random() < 0.5 else data[:200])


def status_set(room: Room) -> None:
    room.front(f"status: {room.dice.choice(['auto', 'draft', 'held', 'published'])}", room.one())


def redated(room: Room) -> None:
    room.front(f"published: 202{room.dice.choice([4, 5, 6])}-03-0{room.dice.randrange(1, 9)}T08:00:00Z", room.one())


def embargoed(room: Room) -> None:
    room.front(f"not_before: {room.now + timedelta(days=room.dice.choice([-1, 1, 2])):%Y-%m-%dT%H:%M:%SZ}", room.one())


def retagged(room: Room) -> None:
    room.front(f"tags: {room.dice.choice(['[compute]', '[labor]', '[labor, compute]', '[]'])}", room.one())


def mentions_changed(room: Room) -> None:
    room.front(f"mentions: {room.keys(MENTIONS)}", room.one())


def mention_merged(room: Room) -> None:
    merged: dict[str, object] = {**MENTIONS, "guild": {"merged_into": room.dice.choice(["halden", "quarry"])}}
    (room.root / "content/mentions.yml").write_text(yaml_lines(merged), "utf-8")


def mentions_registered(room: Room) -> None:
    """Some lost, some renamed, in another order: what briefs name may be unknown, or known again."""
    known: dict[str, object] = {key: MENTIONS[key] for key in room.dice.sample(sorted(MENTIONS), 3)}
    known[room.dice.choice(sorted(known))] = {"name": f"Name {room.dice.randrange(5)}", "kind": "thing"}
    (room.root / "content/mentions.yml").write_text(yaml_lines(known), "utf-8")


def tags_registered(room: Room) -> None:
    known = room.dice.choice([
        {"compute": {"name": "Machines"}}, {"labor": {"name": "Work"}, "compute": {"merged_into": "labor"}}, TAGS,
    ])  # fmt: skip
    (room.root / "content/tags.yml").write_text(yaml_lines(known), "utf-8")


def policy_changed(room: Room) -> None:
    policy = room.dice.choice(["full", "headline", "none"])
    changed = {**PUBLISHERS, "courier": {**PUBLISHERS["courier"], "policy": policy}}  # type: ignore[dict-item]  # a mapping
    (room.root / "content/publishers.yml").write_text(yaml_lines(changed), "utf-8")


def host_opted_out(room: Room) -> None:
    path = room.dice.choice(["/", "/2026", "/new-1", "/quarry"])
    line = (
        f'- {{host: courier.example, where: robots.txt, at: 2026-05-11, found: headline, said: x, paths: ["{path}"]}}\n'
    )
    (room.root / "content/rights.yml").write_text(line, "utf-8")


def corrected(room: Room) -> None:
    room.front('corrections: [{at: 2026-05-11T09:00:00Z, by: ana, note: "A name was wrong"}]', room.one())


def item_decided(room: Room) -> None:
    event = room.dice.choice(["met", "missed", "void"])
    item, shows = room.id_of(room.one()), room.id_of(room.one())
    line = f'- {{at: 2026-05-11, item: "{item}#w1", event: {event}, note: n, who: ana, evidence: "{shows}"}}\n'
    with (room.root / "content/watchlist.yml").open("a", encoding="utf-8") as file:
        file.write(line)


def ledger_reordered(room: Room) -> None:
    file = room.root / "content/watchlist.yml"
    file.write_text("".join(sorted(file.read_text("utf-8").splitlines(keepends=True), reverse=True)), "utf-8")


def page_edited(room: Room) -> None:
    title = room.dice.choice(["About", "About us"])
    body = f"---\ntitle: {title}\n---\n\nSee [this](brief:{room.id_of(room.one())}).\n"
    (room.root / "content/pages/about.md").write_text(body, "utf-8")


def layout_changed(room: Room) -> None:
    name = room.dice.choice(["brief", "mention", "macros", "home"])
    own, packaged = room.root / "layouts", Path(__file__).parents[2] / "layouts"
    own.mkdir(exist_ok=True)
    text = (packaged / f"{name}.html").read_text("utf-8")
    (own / f"{name}.html").write_text(
        f"{text}{{# {room.dice.random()} #}}\n<!-- {room.dice.randrange(9)} -->\n", "utf-8"
    )


def reviewed(room: Room) -> None:
    file = room.one()
    brief, _ = parse_brief(file.read_text("utf-8"), "x.md", UTC_ZONE)
    if brief is not None:
        room.front(f'review: {{by: ana, at: 2026-05-11T09:00:00Z, digest: "{brief.text_digest}"}}', file)


def excerpt_changed(room: Room) -> None:
    words = room.dice.choice(["Little is known of the price", "opened on Monday. It is", "Nothing alike"])
    file = room.one()
    if '"excerpt"' in file.read_text("utf-8"):
        room.change(r'"excerpt": "[^"]*"', f'"excerpt": "{words}"', file)
    else:
        room.change(r"source: \{", f'source: {{"excerpt": "{words}", ', file)


def draft_judged(room: Room) -> None:
    line = '{"at": "2026-05-11T05:00:00Z", "brief": "x", "by": "m", "kept": 5, "dropped": {"grounded": 1}}'
    append_line(room.root / "content/gates/2026-05.jsonl", line)


def night_reported(room: Room) -> None:
    file = room.root / f"content/nights/2026-05-{room.dice.randrange(10, 20)}.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(room.dice.choice(["A quiet night.\n", "- sample, failed: it was slow\n"]), "utf-8")


def layout_broken(room: Room) -> None:
    name = room.dice.choice(["brief", "base", "macros", "day"])
    own = room.root / "layouts"
    own.mkdir(exist_ok=True)
    fault = room.dice.choice(
        ["{% if %}", "{{ never_given }}", "{{ 1 | never }}", "{% if page.url %}{{ oops }}{% endif %}"]
    )
    (own / f"{name}.html").write_text(f"<p>\n{fault}\n", "utf-8")


def layout_mended(room: Room) -> None:
    for file in sorted((room.root / "layouts").glob("*.html")):
        if room.dice.random() < 0.7:
            file.unlink()


def settings_changed(room: Room) -> None:
    file = room.root / "content/site.yml"
    lines = [
        line for line in file.read_text("utf-8").splitlines(keepends=True) if not line.startswith(("pages", "title"))
    ]
    off = room.dice.choice(["day", "mention", "tag_index", "watch_month", "atom", "publisher_atom", "brief_json"])
    pages = f"pages: {{{off}: false, og: {room.dice.choice(['true', 'false'])}}}\n"
    file.write_text("".join([*lines, f"title: Wire {room.dice.randrange(3)}\n", pages]), "utf-8")


def time_passed(room: Room) -> None:
    room.now += timedelta(days=room.dice.choice([0, 1, 8, 60, 200]), hours=room.dice.randrange(24))


def cache_lost(room: Room) -> None:
    what = room.dice.choice([".modelwire", "site", ".modelwire/parsed.sqlite"])
    gone = room.root / what
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink(missing_ok=True)


def page_disturbed(room: Room) -> None:
    pages = sorted((room.root / "site").rglob("*.html"))
    if pages:
        page = room.dice.choice(pages)
        page.write_text("x", "utf-8") if room.dice.random() < 0.5 else page.unlink()


EDITS: tuple[Callable[[Room], None], ...] = (
    brief_added, brief_added, brief_added, text_edited, title_edited, file_renamed, file_deleted, id_renamed, withdrawn,
    withdrawn_otherwise, picture_disturbed,
    status_set, redated, embargoed, retagged, mentions_changed, mention_merged, mentions_registered, tags_registered,
    policy_changed, host_opted_out, corrected, item_decided, ledger_reordered, page_edited, layout_changed,
    layout_broken, layout_mended, reviewed, excerpt_changed, draft_judged, night_reported, settings_changed,
    time_passed, time_passed, cache_lost, page_disturbed,
)  # fmt: skip


def pages_of(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(folder).items() if path != NAME}


def built_anew(room: Room, place: Path, *, drafts: bool = False) -> tuple[dict[str, bytes], list[Problem]]:
    """The same newsroom, built where nothing was ever built: its pages, and what is wrong with its layouts."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for folder in ("content", "layouts"):
        if (room.root / folder).is_dir():
            shutil.copytree(room.root / folder, place / folder)
    result = build(place, now=room.now, jobs=1, drafts=drafts)
    return pages_of(place / "site"), layout_faults(result)


def layout_faults(result: BuildResult) -> list[Problem]:
    return [problem for problem in result.problems if problem.code.startswith("layout-")]


def run_sequence(seed: int, folder: Path) -> None:
    dice = random.Random(seed)
    room = Room(folder / "room", dice)
    build(room.root, now=room.now, jobs=1)
    done = []
    for _ in range(EDITS_EACH):
        for edit in dice.choices(EDITS, k=dice.choice([1, 1, 2])):
            edit(room)
            done.append(edit.__name__)
        stood = standing(room.root, now=room.now)
        result = build(room.root, now=room.now, jobs=1)
        if stood:
            assert (*result.plan.write, *result.plan.delete) == (), f"seed {seed}, after {done}: it did not stand"
            assert stood.problems == result.problems
            assert stood.briefs == result.briefs
        was, (ought, faults) = pages_of(room.root / "site"), built_anew(room, folder / "anew")
        differ = sorted(path for path in was.keys() | ought.keys() if was.get(path) != ought.get(path))
        assert not differ, f"seed {seed}, after {done}: {differ[:6]}"
        assert layout_faults(result) == faults, f"seed {seed}, after {done}"


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_after_any_edits_the_site_is_what_a_clean_build_gives(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if seed % 2:  # no file is too young to be known by its times: what stands is found to stand
        monkeypatch.setattr(stamps, "_UNSURE_NS", 0)
    if seed % 4:  # the names are now on one page, now on those of their letters
        monkeypatch.setattr(mention_index, "MOST", seed % 4)
        monkeypatch.setattr(month, "SHOWN", seed % 4)  # and months without days now have pages of weeks, now not
        monkeypatch.setattr(month, "LEAST", 1)
    run_sequence(seed, tmp_path)


@pytest.mark.parametrize("seed", range(2000, 2000 + WATCHED_SEQUENCES))
def test_preview_that_is_told_which_briefs_changed_is_what_a_clean_one_is(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    room = Room(tmp_path / "room", dice)
    build(room.root, now=room.now, jobs=1, drafts=True)
    edits = [edit for edit in EDITS if edit not in (cache_lost, page_disturbed)]  # those no event tells of
    done = []
    for _ in range(EDITS_EACH):
        before = tree(room.root, below="content/briefs")
        for edit in dice.choices(edits, k=dice.choice([1, 1, 2])):
            edit(room)
            done.append(edit.__name__)
        after = tree(room.root, below="content/briefs")
        touched = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        build(room.root, now=room.now, jobs=1, drafts=True, touched=touched)
        was, (ought, _) = pages_of(room.root / "site"), built_anew(room, tmp_path / "anew", drafts=True)
        differ = sorted(path for path in was.keys() | ought.keys() if was.get(path) != ought.get(path))
        assert not differ, f"seed {seed}, after {done}: {differ[:6]}"


if __name__ == "__main__":
    for number in range(int(sys.argv[1])):
        with tempfile.TemporaryDirectory() as name:
            run_sequence(1000 + number, Path(name))
    print(f"{sys.argv[1]} sequences, all the same")
