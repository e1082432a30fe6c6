"""The writer heard through its text: who it is, to whom it speaks, what it was told. No report knows of that."""

import re
from collections.abc import Iterator

from modelwire_ssg.text.words import listed

_SELF = re.compile(
    r"\bI(?:['\u2019](?:m|ve|ll|d))?(?=,?\s+[a-z])|(?:(?<=\bof\s)|(?<=\bis\s)|(?<=\bare\s)|(?<=\bthan\s)|(?<=\blike\s))mine\b|\b(?:me|my|myself|you|your|yours|yourself|yourselves)\b|"
    r"\A(?:My|You|Your)\b(?=\s+[a-z])"
)
_COUNTED = listed("phase type class stage part level tier grade group title article chapter volume")  # "phase I"
_OF_THE_TASK = (
    r"(?:paragraph|sentence|summary|summaries|section|answer|reply|output|object|JSON|schema|anchor|brief|draft|"
    r"instruction|prompt)s?"
)
_WHAT = (
    r"\s+(?:only|the|this|these|those|that|it|them|your|all|any|every|each|no|nothing|exactly|everything|everyone|"
    r"readers|to)"
)
# Orders to whoever writes or reads. In Context "Set that beside", "Add the two" and "Follow the money" are none.
_ORDER = re.compile(
    r"(?:\A|(?<=:\s))(?:(?:please\s+\w+|do\s+not|don['\u2019]t)\b|"
    r"(?:output|print|repeat|write|describe|summari[sz]e|publish|praise|recommend|translate|mention|visit|click|report|"
    rf"state|answer|respond|return|quote|rate|endorse|insert|reveal|tell)(?:{_WHAT}|\s+in|\s+with|\s+as)\b|"
    r"(?:reason\s+(?:from|by|only)|open\s+with|say\s+(?:only|nothing|so|of)|"
    r"(?:always|never)\s+(?:write|say|name|mention|reveal|use|give|add|quote|link))\b|"
    rf"(?:leave|keep|make|give|add|use|put|copy|begin|end|follow|obey)\s+(?:\w+\s+){{0,4}}?{_OF_THE_TASK}\b)|"
    r"\A(?:note|message|memo|reminder|attention|warning|order)s?\s+(?:to|for)\s+(?:\w+\s+){0,3}?\w+:",
    re.IGNORECASE,
)
# Where it is reported what happened, somebody does what is done.
_ORDER_IN_REPORT = re.compile(
    r"(?:\A|(?<=:\s))(?:ignore|disregard|forget|add|make|give|keep|leave|use|name|link|send|list|include|put|take|call|"
    rf"buy|follow|watch|read|see|click|go|note|remember|imagine|consider|compare|say)(?:{_WHAT}|\s+here)\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"\bstory-[0-9a-f]{8,}", re.IGNORECASE)  # surrounds the story in a prompt

CODE = re.compile(
    r"\b(?=(?:[A-Fa-f]*\d+[A-Fa-f]+){2})[0-9A-Fa-f]{12,}\b|"
    r"\b(?=(?:[A-Za-z]+\d+){3}|(?:\d+[A-Za-z]+){3})[0-9A-Za-z+/]{20,}|"
    r"(?:%[0-9A-Fa-f]{2}){3,}|(?:\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}){2,}|"
    r"\b(?:[0-9A-Fa-f]{2}[ :]){5,}[0-9A-Fa-f]{2}\b|\b(?:[01]{8}\s){2,}[01]{8}\b"
)
"""What only a machine reads: hexadecimal, base64 and base32, escapes, bytes one by one."""


def writer_heard(text: str, *, reported: bool) -> Iterator[tuple[int, int]]:
    """Find "I" and "you", orders, and the tag of a prompt, as places in *text*, quotations and all.

    Analysis may invite its readers to compare or to note something; what is *reported* does not.
    """
    for pattern in (_ORDER, _TAG, _SELF, *((_ORDER_IN_REPORT,) if reported else ())):
        for match in pattern.finditer(text):
            if not (match.group() == "I" and _is_numeral(text[: match.start()])):
                yield match.span()


def _is_numeral(before: str) -> bool:
    """ "World War I began", "a phase I trial"."""
    word = (before.split(" ")[-2:-1] or [""])[0]
    return word in _COUNTED or (word[:1].isupper() and word.isalnum())
