"""A small newsroom on disk, for tests of whole commands: what is not said is a plain, valid default.

``make_newsroom(tmp_path, site={"writer": "anthropic"}, briefs=(*EARLIER, stub()))``; then
``modelwire_ssg.cli.main.status_of(["-C", str(tmp_path), "fill", "--now", NOW])``.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from modelwire_ssg.briefs.merge import FillPlan, apply_fill
from modelwire_ssg.model.brief import FillRecord

NOW = "2026-05-12T05:19:40Z"
MODEL = "claude-haiku-5-5"
Yaml = Mapping[str, object]

SITE: Yaml = {
    "format": 1,
    "title": "Modelwire",
    "base_url": "https://modelwire.example/news/",
    "language": "en",
    "time_zone": "UTC",
    "contact": "editors@modelwire.example",
}
PUBLISHERS: Yaml = {
    "courier": {"name": "The Courier", "domains": ["courier.example"], "policy": "full"},
    "ledger": {"name": "The Ledger", "domains": ["ledger.example"], "policy": "headline"},
    "closed": {"name": "The Closed Shop", "domains": ["closed.example"], "policy": "none"},
}
MENTIONS: Yaml = {
    "halden": {"name": "Halden Compute", "kind": "company", "aliases": ["Halden"]},
    "quarry": {"name": "Quarry Systems", "kind": "company", "aliases": ["Quarry"]},
    "narvik": {"name": "Narvik", "kind": "place"},
    "guild": {"name": "Dubbing Guild", "kind": "company"},
}
TAGS: Yaml = {
    "compute": {"name": "Compute", "about": "who owns the machines"},
    "labor": {"name": "Labor", "about": "work and pay"},
}
LEASE_TITLE = "Quarry Systems takes nine years of Halden's hall in Narvik"
LEASE_EXCERPT = (
    "Quarry Systems has signed a lease of nine years with Halden Compute for the whole of its second hall in Narvik, "
    "the two companies said on Monday. The hall draws 140 megawatts and opens in March 2027. Quarry pays a deposit "
    "of $310 million, most of which is due on 1 September 2026. A person close to the talks said the price per "
    "megawatt is a fifth below that of the first hall. Halden's bondholders have to agree to the change of use."
)


def make_newsroom(
    root: Path,
    *,
    site: Yaml | None = None,
    briefs: Iterable[str] | None = None,
    publishers: Yaml = PUBLISHERS,
    sources: Yaml | None = None,
    mentions: Yaml = MENTIONS,
    tags: Yaml = TAGS,
    files: Mapping[str, str] | None = None,
) -> Path:
    """Write a newsroom into *root*: *site* over `SITE`, *briefs* (texts of `earlier` and `stub`), and more *files*."""
    texts = {
        "content/site.yml": yaml_lines({**SITE, **(site or {})}),
        "content/publishers.yml": yaml_lines(publishers),
        "content/sources.yml": yaml_lines(sources or {}),
        "content/mentions.yml": yaml_lines(mentions),
        "content/tags.yml": yaml_lines(tags),
        **{brief_file(text): text for text in ((*EARLIER, stub()) if briefs is None else briefs)},
        **(files or {}),
    }
    for path, text in texts.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return root


def stub(
    brief_id: str = "2026/05/12-quarry-halden-lease",
    *,
    title: str = LEASE_TITLE,
    excerpt: str = LEASE_EXCERPT,
    publisher: str = "courier",
    mentions: Iterable[str] = (),
    tags: Iterable[str] = (),
    **front: object,
) -> str:
    """The text of a brief that nobody has written yet, as fetch makes it; *front* is more front matter."""
    day = brief_id[:10].replace("/", "-")
    source = {"publisher": publisher, "url": f"https://{publisher}.example/{brief_id[11:]}", "feed": "sample"}
    lines = [
        f"id: {brief_id}",
        f"title: {json.dumps(title, ensure_ascii=False)}",
        f"date: {day}T01:00:00Z",
        f"added: {day}T05:00:00Z",
        f"source: {_flow(source | ({'excerpt': excerpt} if excerpt else {}))}",
    ]
    lines += [f"{key}: {_flow(list(keys))}" for key, keys in (("tags", tags), ("mentions", mentions)) if keys]
    lines += [f"{key}: {_flow(value)}" for key, value in front.items()]
    return "\n".join(["---", *lines, "---", "", "## Summary", "", "## Context", "", "## Watch", ""])


def earlier(
    brief_id: str,
    title: str,
    summary: str,
    *,
    context: str = "Little is known of the price.",
    watch: str = "",
    by: str = MODEL,
    mentions: Iterable[str] = ("courier",),
    tags: Iterable[str] = ("compute",),
    **front: object,
) -> str:
    """The text of a brief that *by* wrote and that went out on the day of its id."""
    at = datetime.strptime(brief_id[:10], "%Y/%m/%d").replace(hour=5, minute=20, tzinfo=UTC)
    plan = FillPlan(
        sections={"summary": summary, "context": context, "watch": watch},
        values={"mentions": list(mentions), "tags": list(tags)},
        record=FillRecord(digest="", by=by, prompt="" if by == "archivist" else "sha256:7c1e5f00aa11bb22", at=at),
        front={"published": at},
    )
    return apply_fill(stub(brief_id, title=title, **front), brief_file_of(brief_id), plan)  # type: ignore[arg-type]  # front matter of any kind


def brief_file(text: str) -> str:
    """The path of a brief with this text: its id with the folders of content/."""
    return brief_file_of(text.partition("\nid: ")[2].partition("\n")[0].strip())


def brief_file_of(brief_id: str) -> str:
    return f"content/briefs/{brief_id}.md"


def yaml_lines(value: Yaml) -> str:
    """*value* as the files of content/ have it, one key a line."""
    return "".join(f"{key}: {_flow(entry)}\n" for key, entry in value.items())


def _flow(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)  # a subset of YAML


def tree(root: Path, *, below: str = "") -> dict[str, bytes]:
    """Every file of *root* and what it holds, to say that nothing changed."""
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in sorted((root / below).rglob("*"))
        if file.is_file()
    }


EARLIER = (
    earlier(
        "2026/05/05-halden-price-list",
        "Halden Compute prints a price list that lasts ninety days",
        "Halden Compute published prices for its hall in Narvik. They hold for ninety days.",
        context="A list that short lets the landlord follow the market up.",
        watch="- by 2026-08-20: Watch whether Halden Compute publishes a second list. That would show who sets prices.",
        mentions=("courier", "halden", "narvik"),
    ),
    earlier(
        "2026/05/08-quarry-defers-hall",
        "Quarry Systems defers a second hall",
        "Quarry Systems put off its second hall by a year. Its auditors asked for more cash in hand.",
        mentions=("courier", "quarry"),
    ),
    earlier(
        "2026/05/10-guild-vote",
        "Dubbing Guild votes on consent for synthetic voices",
        "The Dubbing Guild adopted a consent clause by 61 percent.",
        mentions=("courier", "guild"),
        tags=("labor",),
    ),
)
