"""The corpus as a newsroom of Modelwire.

Profiles: ``rig`` has the page kinds that other generators are measured with, in the small layouts of `newsroom/`, and
no watch ledger, for the others have none; ``everything`` has every kind, the product's own layouts, and a ledger in
which every item was opened and nearly all that fell due were decided.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.bench.texts import (
    A_DAY,
    OUTLETS,
    TAGS,
    Corpus,
    CorpusBrief,
    Night,
    day_of,
    due_of,
    known_mentions,
    mention_name,
    slug,
)

PROFILES = ("rig", "everything")
RIG_KINDS = (
    "mention",
    "mention_index",
    "tag",
    "tag_index",
    "month",
    "rss",
    "sitemap",
)  # beside those that are always on
_OTHER_KINDS = (
    "publisher", "publisher_index", "publisher_atom", "day", "watch_list", "watch_atom", "watch_ics", "atom",
    "mention_atom", "tag_atom", "json_feed", "feeds", "opml", "sitemap_news", "robots", "llms", "security_txt",
    "headers", "redirects", "nojekyll", "brief_md", "brief_json", "brief_schema", "og", "corrections", "scorecard",
    "search",
)  # fmt: skip
HERE = Path(__file__).parent
_MENTION_KINDS = ("company", "model", "product", "place", "person")
_LATE_DAYS = 10  # every fiftieth item is decided so late
_LONGEST_DAYS = 200  # no item is open for longer


def write_newsroom(root: Path, corpus: Corpus, size: int, *, profile: str = "rig") -> None:
    """The first *size* briefs and all that stands beside them."""
    switches = {**dict.fromkeys(RIG_KINDS, True), **dict.fromkeys(_OTHER_KINDS, profile == "everything")}
    write_file(root / "content/site.yml", _site(switches))
    write_file(root / "content/publishers.yml", "".join(map(_publisher, OUTLETS)))
    write_file(root / "content/tags.yml", "".join(f"{slug(name)}: {_flow({'name': name})}\n" for name in TAGS))
    write_file(root / "content/sources.yml", "{}\n")
    write_file(root / "content/mentions.yml", _mentions(size))
    if profile == "everything":
        write_file(root / "content/watchlist.yml", "".join(ledger_lines(corpus, 0, size)))
    else:
        for layout in (HERE / "newsroom").iterdir():
            write_file(root / "layouts" / layout.name, layout.read_text())
        write_file(
            root / "layouts/base.html",
            shell("{{ page.title }}", "{{ page.description }}", "{% block main %}{% endblock %}"),
        )
    write_briefs(root, corpus.briefs(0, size))


def shell(title: str, description: str, main: str) -> str:
    """The frame that all pages of all generators have, with what a template language puts there."""
    text = (HERE / "shell.html").read_text()
    return text.replace("[[title]]", title).replace("[[description]]", description).replace("[[main]]", main)


def write_briefs(root: Path, briefs: Iterable[CorpusBrief]) -> None:
    """Each into the file of its id."""
    for brief in briefs:
        write_file(root / f"content/briefs/{brief.id}.md", brief_text(brief))


def write_night(root: Path, corpus: Corpus, size: int, changes: Night) -> None:
    """*changes* after the first *size*: briefs, names, and the ledger where there is one."""
    write_briefs(root, (*changes.new, *changes.edited))
    write_file(root / "content/mentions.yml", _mentions(size + A_DAY))
    ledger = root / "content/watchlist.yml"
    if ledger.exists():
        with ledger.open("a", encoding="utf-8") as file:
            file.writelines(ledger_lines(corpus, size, size + A_DAY))


def brief_text(brief: CorpusBrief) -> str:
    """The file of a brief, as nobody's machine wrote it: without records of a writer."""
    day = f"{brief.published:%Y-%m-%d}"
    return (
        f"---\nid: {brief.id}\ntitle: {_flow(brief.title)}\n"
        f"date: {day}T01:00:00Z\nadded: {day}T04:00:00Z\npublished: {brief.published:%Y-%m-%dT%H:%M:%SZ}\n"
        f"source: {{publisher: {slug(brief.outlet)}, url: {_flow(brief.address)}, "
        f"excerpt: {_flow(brief.description)}}}\n"
        f"tags: {_keys(map(slug, brief.tags))}\nmentions: {_keys(map(slug, brief.mentions))}\n"
        f"related: {_keys(brief.related)}\nstatus: auto\n---\n\n{brief.body}"
    )


def ledger_lines(corpus: Corpus, start: int, stop: int) -> Iterator[str]:
    """What is added to the watch ledger with the briefs from *start* to before *stop*, day by day."""
    decided: dict[date, list[int]] = {}
    for number in range(max(0, start - _LONGEST_DAYS * A_DAY), stop):
        decided.setdefault(_decided_on(number), []).append(number)
    for number in range(start, stop):
        if number % A_DAY == 0:
            today, evidence = day_of(number), corpus.id_of(number)
            for older in decided.get(today, ()):
                yield _event(today, corpus.id_of(older), event="met" if older % 3 else "missed", evidence=evidence,
                             note="The count was printed.", who="ana")  # fmt: skip
        brief = corpus.brief(number)
        yield _event(brief.published, brief.id, event="opened", text=" ".join(brief.watch.split()), by=brief.due)


def _decided_on(number: int) -> date:
    """The day on which the item of a brief is decided; the first brief of that day is the evidence."""
    return due_of(number) + timedelta(days=_LATE_DAYS if number % 50 == 0 else 0)


def _event(at: object, brief_id: str, **fields: object) -> str:
    values = ", ".join(f"{key}: {value if key == 'by' else _flow(value)}" for key, value in fields.items())
    return f'- {{at: {str(at)[:10]}, item: "{brief_id}#w1", {values}}}\n'


def _site(switches: dict[str, bool]) -> str:
    return (
        "format: 1\ntitle: Bench\nbase_url: https://bench.example/\nlanguage: en\ntime_zone: UTC\n"
        "contact: editors@bench.example\npublish: filled\nwriter: archivist\ndefault_policy: full\n"
        "sections: {summary: Summary, context: Context, watch: Watch}\n"
        f"pages: {_flow(switches)}\n"
    )


def _publisher(name: str) -> str:
    host = f"{slug(name)}.example"
    return (
        f"{slug(name)}: {_flow({'name': name, 'homepage': f'https://{host}', 'domains': [host], 'policy': 'full'})}\n"
    )


def _mentions(size: int) -> str:
    lines = [f"{slug(name)}: {_flow({'name': name, 'kind': 'outlet'})}\n" for name in OUTLETS]
    for rank in range(known_mentions(size)):
        entry = {"name": mention_name(rank), "kind": _MENTION_KINDS[rank % len(_MENTION_KINDS)]}
        lines.append(f"{slug(entry['name'])}: {_flow(entry)}\n")
    return "".join(lines)


def _keys(keys: Iterable[str]) -> str:
    return f"[{', '.join(keys)}]"


def _flow(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)  # a subset of YAML


def write_file(file: Path, text: str) -> None:
    """*text* as it is, with the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
