"""The corpus as Hugo, Eleventy and Pelican read it: the same texts, frame, page kinds and addresses.

What is related is frozen in front matter for all, so that none has to find it. Links to briefs are plain addresses.
"""

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.newsroom_files import HERE, shell, write_file
from tests.bench.texts import Corpus, CorpusBrief


@dataclass(frozen=True, kw_only=True)
class Peer:
    """Where a generator wants its files."""

    name: str
    briefs: str  # folder of the briefs
    static: str  # folder of what is copied
    frame: str  # file of the frame
    frame_text: str
    text_of: Callable[[CorpusBrief], str]
    left_behind: tuple[str, ...]  # folders that a cold build must not find


def write_peer(root: Path, peer: Peer, corpus: Corpus, size: int) -> None:
    """The site of *peer* with the first *size* briefs."""
    folder = HERE / "peers" / peer.name
    shutil.copytree(
        folder, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules", "package-lock.json")
    )
    if (folder / "node_modules").is_dir():
        (root / "node_modules").symlink_to(folder / "node_modules")
    write_file(root / peer.frame, peer.frame_text)
    for name in ("style.css", "icon.svg"):
        write_file(root / peer.static / name, (HERE.parent.parent / "layouts" / name).read_text())
    write_peer_briefs(root, peer, corpus.briefs(0, size))


def write_peer_briefs(root: Path, peer: Peer, briefs: Iterable[CorpusBrief]) -> None:
    """Each into the file of its id."""
    for brief in briefs:
        write_file(root / peer.briefs / f"{brief.id}.md", peer.text_of(brief))


def _hugo(brief: CorpusBrief) -> str:
    return _with_front(brief, url=f"/{brief.id}/", tags=brief.tags, archive=[f"{brief.published:%Y-%m}"])


def _eleventy(brief: CorpusBrief) -> str:
    # Its own `tags` would make a collection of each, on top of ours.
    return _with_front(brief, layout="brief.njk", permalink=f"/{brief.id}/", subjects=brief.tags)


def _pelican(brief: CorpusBrief) -> str:
    return (
        f"Title: {brief.title}\nDate: {brief.published:%Y-%m-%d %H:%M}\nSlug: {brief.id.replace('/', '-')}\n"
        f"Url: {brief.id}/\nSave_as: {brief.id}/index.html\nTags: {', '.join(brief.tags)}\n"
        f"Authors: {'; '.join(brief.mentions)}\nSummary: {brief.description}\nOutlet: {brief.outlet}\n"
        f"Original: {brief.address}\nRelated: {' '.join(brief.related)}\n\n{_body(brief)}"
    )


def _with_front(brief: CorpusBrief, **own: object) -> str:
    front = {
        "title": brief.title,
        "description": brief.description,
        "outlet": brief.outlet,
        "original": brief.address,
        "mentions": brief.mentions,
        "related": brief.related,
        **own,
    }
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in front.items())
    return f"---\n{lines}date: {brief.published:%Y-%m-%dT%H:%M:%SZ}\n---\n{_body(brief)}"


def _body(brief: CorpusBrief) -> str:
    parts = brief.body.split("](brief:")
    return "](/".join([parts[0], *(part.replace(")", "/)", 1) for part in parts[1:])])


def _pelican_frame() -> str:
    """Jinja wants a block defined once; after that it is called."""
    text = shell("{{ self.title() }}", "{{ self.description() }}", "{% block main %}{% endblock %}")
    for name in ("title", "description"):
        text = text.replace(f"{{{{ self.{name}() }}}}", f"{{% block {name} %}}{{% endblock %}}", 1)
    return text


PEERS = {
    peer.name: peer
    for peer in (
        Peer(
            name="hugo",
            briefs="content/briefs",
            static="static",
            frame="layouts/baseof.html",
            frame_text=shell("{{ .Title }}", "{{ .Description }}", '{{ block "main" . }}{{ end }}'),
            text_of=_hugo,
            left_behind=("site", "resources"),
        ),
        Peer(
            name="eleventy",
            briefs="briefs",
            static="static",
            frame="_includes/base.njk",
            frame_text=shell("{{ title }}", "{{ description }}", "{{ content | safe }}"),
            text_of=_eleventy,
            left_behind=("site", ".cache"),
        ),
        Peer(
            name="pelican",
            briefs="content",
            static="content/static",
            frame="theme/templates/base.html",
            frame_text=_pelican_frame(),
            text_of=_pelican,
            left_behind=("site", "cache"),
        ),
    )
}
