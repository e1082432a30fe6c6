"""HTML as it lies in the preview → HTML with our script in it, and the policy that lets that script run.

The policy stands in a meta element of the page. A second one in a header could only forbid more, so the element is
taken out and its directives go into the header, each with one address more.
"""

from html.parser import HTMLParser

ROOT = "/__modelwire/"
CLIENT = f"{ROOT}client.js"
STYLE = f"{ROOT}client.css"
EVENTS = f"{ROOT}events"
QUEUE = f"{ROOT}review"
_ADDED = (("script-src", CLIENT), ("style-src", STYLE), ("connect-src", EVENTS))
_OWN = "default-src 'none'; base-uri 'none'; form-action 'none'"  # of the server's own pages


def with_client(html: bytes, *, origin: str, since: str) -> tuple[bytes, str]:
    """The page with our script, and its policy, "" for a page that has none.

    *since* says which build the page is of; *origin* is ``http://localhost:8000``.
    """
    text = html.decode("utf-8", "replace")
    end = text.find("<body")
    head = _Head(text if end < 0 else text[:end])
    pieces, at = [], 0
    for start, stop in head.policies_at:
        pieces.append(text[at:start])
        at = stop
    rest = text[at:]
    script = f'<script src="{CLIENT}" data-since="{since}" defer></script>'
    if head.policies_at:
        whole = "".join((*pieces, script, rest))
    else:
        before, closing, after = text.partition("</head>")
        whole = before + script + closing + after if closing else script + text
    policy = ", ".join(widened(one, origin) for one in head.policies)
    return whole.encode(), policy


def own_policy(origin: str) -> str:
    """For pages that the server makes itself."""
    return widened(_OWN, origin)


def widened(policy: str, origin: str) -> str:
    """*policy* that also allows what the client needs, by its whole address, and nothing else.

    A directive that is not there takes what ``default-src`` says; without that, nothing is forbidden.
    """
    directives: dict[str, list[str]] = {}
    for part in policy.split(";"):
        words = part.split()
        if words:
            directives.setdefault(words[0].lower(), words[1:])  # of two of one name the first counts
    for name, path in _ADDED:
        said = directives.get(name, directives.get("default-src"))
        if said is not None:
            directives[name] = [*(source for source in said if source.lower() != "'none'"), origin + path]
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


class _Head(HTMLParser):
    """Finds the policies of a head, and where their elements stand."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.policies: list[str] = []
        self.policies_at: list[tuple[int, int]] = []
        self._lines = [0]
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember a policy."""
        named = dict(attrs)
        if tag == "meta" and (named.get("http-equiv") or "").lower() == "content-security-policy":
            line, column = self.getpos()
            start = self._lines[line - 1] + column
            self.policies.append(" ".join((named.get("content") or "").split()))
            self.policies_at.append((start, start + len(self.get_starttag_text() or "")))
