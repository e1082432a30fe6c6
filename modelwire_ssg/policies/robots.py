"""robots.txt (RFC 9309) with what was added to it: Content-Usage, Content-Signal and License lines."""

from dataclasses import dataclass

from modelwire_ssg.policies.finding import Refusal
from modelwire_ssg.policies.patterns import pattern
from modelwire_ssg.policies.usage import refuses
from modelwire_ssg.text.clean import printable

OURS = "Modelwire"  # as our User-Agent begins
# A publisher that shuts out machines which write from its articles has not heard of us, and means us all the same.
AI_TOKENS = (
    "AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot", "ChatGPT-User",
    "Claude-SearchBot", "Claude-User", "Claude-Web", "ClaudeBot", "cohere-ai", "Diffbot", "DuckAssistBot",
    "Google-CloudVertexBot", "Google-Extended", "GPTBot", "Meta-ExternalAgent", "Meta-ExternalFetcher",
    "MistralAI-User", "OAI-SearchBot", "omgili", "omgilibot", "Perplexity-User", "PerplexityBot", "Timpibot",
    "Webzio-Extended", "YouBot",
)  # fmt: skip
_AGENTS = (OURS, *AI_TOKENS)
_MOST_RULES = 300  # of one group; of more all is refused
_MOST_LICENSES = 5
_SAID_MAX_CHARS = 200


@dataclass(slots=True)
class _Group:
    agents: set[str]
    rules: list[tuple[str, str]]


def read_robots(body: bytes) -> tuple[tuple[Refusal, ...], tuple[str, ...]]:
    """What the file refuses to us or to a known AI agent, and the licenses (RSL) it names.

    A page in its place, as many servers send for whatever is not there, refuses nothing.
    """
    text = body.decode("utf-8-sig", "replace")
    if text.lstrip()[:1] == "<":
        return (), ()
    groups, licenses = _groups(text)
    by_rules: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for agent in _AGENTS:
        by_rules.setdefault(_rules_for(agent, groups), []).append(agent)
    found = [refusal for rules, agents in by_rules.items() for refusal in _refusals(rules, agents, groups)]
    return tuple(dict.fromkeys(found)), licenses


def _groups(text: str) -> tuple[list[_Group], tuple[str, ...]]:
    groups: list[_Group] = []
    licenses: dict[str, None] = {}
    naming = False  # the line before named an agent too
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if not naming:
                groups.append(_Group(set(), []))
            groups[-1].agents.add(value.partition("/")[0].strip().lower())
            naming = True
        elif key in ("allow", "disallow", "content-usage", "content-signal"):
            if not groups:
                groups.append(_Group({"*"}, []))
            groups[-1].rules.append((key, value))
            naming = False
        elif key == "license" and value:
            licenses[value] = None
    return groups, tuple(licenses)[:_MOST_LICENSES]


def _rules_for(agent: str, groups: list[_Group]) -> tuple[tuple[str, str], ...]:
    """The rules of all groups that name *agent*, else of those for all."""
    for name in (agent.lower(), "*"):
        named = [group for group in groups if name in group.agents]
        if named:
            return tuple(rule for group in named for rule in group.rules)
    return ()


def _refusals(rules: tuple[tuple[str, str], ...], agents: list[str], groups: list[_Group]) -> list[Refusal]:
    named = {agent for group in groups for agent in group.agents}
    whom = [agent for agent in agents if agent.lower() in named] or ["*"]
    shown = ", ".join(whom[:3]) + (f" and {len(whom) - 3} more" if len(whom) > 3 else "")
    refusals = []
    paths = _patterns(rules, "disallow")
    but = _patterns(rules, "allow")
    if paths:
        if len(paths) + len(but) > _MOST_RULES:
            paths, but = ("/",), ()
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        said = f"User-agent: {shown}, Disallow: {paths[0][:80]}{more}"
        refusals.append(Refusal(found="no article", said=said, paths=paths, but=but))
    for key, value in rules:
        path, preferences = value.split(None, 1) if value.startswith("/") and " " in value else ("/", value)
        if key.startswith("content-") and refuses(preferences):
            name = "Content-Usage" if key == "content-usage" else "Content-Signal"
            said = f"User-agent: {shown}, {name}: {printable(value)}"[:_SAID_MAX_CHARS]
            refusals.append(Refusal(found="headline", said=said, paths=(pattern(path) or "/",)))
    return refusals


def _patterns(rules: tuple[tuple[str, str], ...], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found for name, value in rules if name == key and (found := pattern(value))))
