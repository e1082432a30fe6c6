"""Whether a source says enough to write from; asked before a call is paid for."""

from modelwire_ssg.model.drafting import Assignment
from modelwire_ssg.text.words import count_words, tokens


def too_little(assignment: Assignment, *, least_words: int) -> str:
    """Why *assignment* must stay a headline and a link, in one sentence; "" when there is enough.

    A description that only says the headline again counts as none.
    """
    text = f"{assignment.excerpt} {assignment.article}".strip()
    if not text:
        return "the feed gives a headline and nothing else"
    new = set(tokens(text)) - set(tokens(assignment.title))
    if len(new) < least_words // 2:
        return "the feed's text says little more than the headline"
    words = count_words(text)
    if words < least_words:
        return f"the feed's text has {words} words, too few to write from"
    return ""
