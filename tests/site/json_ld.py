"""JSON-LD: what it says is what the page says, and schema.org has the types and properties (schema-dts, by tsc)."""

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.site.finding import NODE_MODULES, Finding, below, package, pages_of, run_tool
from tests.site.reading import Reading, address_of, read_page

_ERROR = re.compile(r"^graphs\.ts\((\d+),\d+\): error (TS\d+): (.*(?:\n  .*)*)", re.MULTILINE)
_MEMBER = re.compile(r"(?:https?://schema\.org/)?[A-Z][a-z]+(?:[A-Z][A-Za-z]*)+")  # of an enumeration
_OF_THE_TYPE = frozenset({"@type", "@context"})
Node = dict[str, Any]


def json_ld(site: Path) -> tuple[Finding, ...]:
    """Every brief has an AnalysisNewsArticle; every graph is true of its page and of types that schema.org knows."""
    address = address_of(site)
    shapes: dict[str, str] = {}  # TypeScript → the first page that has it
    found: list[Finding] = []
    for file in pages_of(site):
        page, path = read_page(file), below(site, file)
        if len(page.json_ld) > 1 or (page.is_brief and '"AnalysisNewsArticle"' not in "".join(page.json_ld)):
            found.append(Finding(path, "json-ld-one", f"{len(page.json_ld)} scripts of JSON-LD"))
        for text in page.json_ld:
            try:
                graph = json.loads(text, parse_constant=_no_number)
            except ValueError as error:
                found.append(Finding(path, "json-ld-parse", str(error)))
                continue
            found += [Finding(path, rule, message) for rule, message in _differs(graph, page, address)]
            shapes.setdefault(json.dumps(_shape("", graph), ensure_ascii=True), path)
    return (*found, *_mistyped(shapes))


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _differs(graph: Node, page: Reading, address: str) -> Iterator[tuple[str, str]]:
    """Where *graph* says something else than *page*."""
    if graph.get("@context") != "https://schema.org" or not isinstance(graph.get("@graph"), list):
        yield "json-ld-graph", "no graph in the words of schema.org"
        return
    for node in graph["@graph"]:
        match node.get("@type"):
            case "AnalysisNewsArticle":
                yield from _article_differs(node, page, address)
            case "BreadcrumbList":
                yield from _positions(node)
                last = node["itemListElement"][-1]["item"]
                if last != page.canonical:
                    yield "json-ld-crumbs", f"the last step is {last}, and the page {page.canonical}"
            case "CollectionPage":
                items = node["mainEntity"]
                yield from _positions(items)
                if items["numberOfItems"] != len(items["itemListElement"]):
                    yield "json-ld-items", f"{items['numberOfItems']} items, and lists {len(items['itemListElement'])}"
        if node.get("url", page.canonical) != page.canonical:
            yield "json-ld-url", f"{node['@type']} is at {node['url']}, and the page at {page.canonical}"


def _article_differs(node: Node, page: Reading, address: str) -> Iterator[tuple[str, str]]:
    if " ".join(node["headline"].split()) != page.heading:
        yield "json-ld-headline", f"{node['headline']!r}, and the page {page.heading!r}"
    original = node["isBasedOn"].get("url")
    if original and original not in page.links:
        yield "json-ld-original", f"{original} is not linked"
    for cited in node.get("citation", ()):
        path = "/" + address.partition("//")[2].partition("/")[2] + cited["@id"].removeprefix(address)
        if not any(link.partition("#")[0] == path for link in page.links):
            yield "json-ld-citation", f"{cited['@id']} is cited and not linked"
    if node["dateModified"] < node["datePublished"]:
        yield "json-ld-dates", "was modified before it was published"


def _positions(node: Node) -> Iterator[tuple[str, str]]:
    positions = [item["position"] for item in node["itemListElement"]]
    if positions != list(range(1, len(positions) + 1)):
        yield "json-ld-positions", f"{node['@type']} counts {positions}"


def _shape(key: str, value: Any) -> Any:
    """*value* without its texts, so that pages of one shape are checked once; what may be schema.org's words stays."""
    match value:
        case dict():
            return {name: _shape(name, entry) for name, entry in value.items()}
        case list():
            return list({json.dumps(shape): shape for shape in (_shape(key, entry) for entry in value)}.values())
        case str() if key in _OF_THE_TYPE or _MEMBER.fullmatch(value):
            return value
        case str():
            return ""
        case bool() | None:
            return value
        case _:
            return 0


def _mistyped(shapes: dict[str, str]) -> Iterator[Finding]:
    package("schema-dts")
    tool = package("typescript") / "bin/tsc"
    lines = [f"export const g{number}: Graph = {shape};" for number, shape in enumerate(shapes)]
    options = ("--noEmit", "--strict", "--pretty", "false", "--skipLibCheck", "--ignoreConfig")
    targets = ("--module", "esnext", "--moduleResolution", "bundler", "--target", "esnext", "--types", "")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "node_modules").symlink_to(NODE_MODULES, target_is_directory=True)
        (folder / "graphs.ts").write_text("\n".join(['import type { Graph } from "schema-dts";', *lines, ""]), "utf-8")
        run = run_tool(["node", tool, *options, *targets, "graphs.ts"], cwd=folder)
    errors = _ERROR.findall(run.stdout)
    assert errors or run.returncode == 0, run.stdout + run.stderr
    pages = tuple(shapes.values())
    for line, code, message in errors:
        yield Finding(pages[int(line) - 2], code, " ".join(message.split())[-600:])
