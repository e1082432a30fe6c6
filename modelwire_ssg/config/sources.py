"""content/sources.yml → Source records, in the order of the file."""

from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit

from modelwire_ssg.config.yaml_file import entries, open_fields
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Source
from modelwire_ssg.text.fields import Fields, suggest
from modelwire_ssg.text.slugs import is_slug

PATH = "content/sources.yml"
_MOST_DAYS = 36_500


def load_sources(
    root: Path, *, adapters: tuple[str, ...], publishers: Collection[str]
) -> tuple[dict[str, Source], list[Problem]]:
    """Read the sources; *adapters* and *publishers* are the names that may stand there."""
    problems: list[Problem] = []
    sources = {}
    for key, fields in entries(open_fields(root, PATH, problems)):
        before = len(problems)
        source = _source(key, fields, adapters, publishers)
        fields.close()
        if len(problems) == before:
            sources[key] = source
    return sources, problems


def _source(key: str, fields: Fields, adapters: tuple[str, ...], publishers: Collection[str]) -> Source:
    if not is_slug(key):
        fields.report("key-shape", f"'{key}' cannot be a source's key", "use small letters, digits and hyphens")
    url = fields.text("url", required=True)
    if url and not _is_address(url):
        fields.report("source-url", f"source '{key}' has the address '{url}'",
                      "it begins with https://, http:// or file:", key="url")  # fmt: skip
    publisher = fields.text("publisher", required=True)
    if publisher and publisher not in publishers:
        fields.report("publisher-unknown", f"source '{key}' names the publisher '{publisher}'",
                      f"add it to content/publishers.yml{suggest(publisher, publishers)}", key="publisher")  # fmt: skip
    adapter = fields.text("adapter")
    if adapter and adapter not in adapters:
        fields.report("adapter-unknown", f"source '{key}' asks for adapter '{adapter}'",
                      f"known adapters: {', '.join(sorted(adapters))}{suggest(adapter, adapters)}",
                      key="adapter")  # fmt: skip
    return Source(
        key=key,
        url=url,
        publisher=publisher,
        tags=fields.texts("tags"),
        weight=fields.integer("weight", 1),
        keep=fields.texts("keep"),
        drop=fields.texts("drop"),
        max_age_days=min(fields.integer("max_age_days", 3, least=1), _MOST_DAYS),
        max_items=fields.integer("max_items", 20, least=1),
        enabled=fields.boolean("enabled", True),
        article=fields.boolean("article", False),
        adapter=adapter,
        place=fields.place(),
    )


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "file" or (
            parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        )
    except ValueError:  # a port or a host that cannot be
        return False
