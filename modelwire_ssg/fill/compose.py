"""A draft that passed the gates → the Markdown of its sections. The only place that makes links out of anchors."""

from modelwire_ssg.model.drafting import Connection, Draft
from modelwire_ssg.text.markdown import escape_markdown


def compose(draft: Draft) -> dict[str, str]:
    """Section kind → Markdown, "" for a section the draft leaves empty."""
    paragraphs = [_linked(paragraph.text, draft.connections) for paragraph in draft.context]
    return {
        "summary": escape_markdown(" ".join(draft.summary)),
        "context": "\n\n".join(paragraphs),
        "watch": "\n".join(f"- by {item.by.isoformat()}: {escape_markdown(item.text)}" for item in draft.watch),
    }


def _linked(text: str, connections: tuple[Connection, ...]) -> str:
    """*text* escaped, with each anchor that stands in it as a ``brief:`` link; overlapping anchors: the first wins."""
    spots = sorted(
        ((text.index(connection.anchor), connection) for connection in connections if connection.anchor in text),
        key=lambda spot: spot[0],
    )
    parts: list[str] = []
    position = 0
    for start, connection in spots:
        if start < position:
            continue
        before = escape_markdown(text[position:start])
        parts.append(f"{before[:-1]}\\!" if before.endswith("!") else before)  # "![" would open a picture
        parts.append(f"[{escape_markdown(connection.anchor)}](brief:{connection.id})")
        position = start + len(connection.anchor)
    parts.append(escape_markdown(text[position:]))
    return "".join(parts)
