"""Addresses in prose, in any disguise: none may stand in a text of ours."""

import re
from collections.abc import Iterator

from modelwire_ssg.text.words import listed

_DOT = r"(?:\s?\[\s?\.\s?\]\s?|\s?\(\s?\.\s?\)\s?|\s?\{\s?\.\s?\}\s?|\s?[\[({]\s?dot\s?[\])}]\s?)"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
# Endings that a spelled-out "dot" is believed of: no English words among them.
_ENDINGS = (
    r"(?:com|org|net|info|biz|edu|gov|io|ai|dev|app|xyz|example|test|invalid|online|site|tech|cloud|blog|shop|store|club|uk|de|fr|"
    r"eu|ru|cn|jp|ch|nl|ca|tv|gg|ly)"
)
_ADDRESS = re.compile(
    r"\b(?:h[tx]{2}ps?|fxps?|ftps?|file|wss?)\s?(?:\[:\]|:)\s?/{1,3}\s?\S+|"
    r"\b(?:data|javascript|vbscript|mailto|tel|sms|magnet|ipfs|blob|view-source|brief):(?=\S)\S+|\bwww(?:\.|\s?\[\.\]|\s+dot\s+)\S+|"
    r"[\w.+-]+\s?(?:@|\[\s?at\s?\]|\(\s?at\s?\)|\{\s?at\s?\})\s?[\w-]+(?:(?:\.|" + _DOT + r"|\s+dot\s+)[\w-]+)+|"
    rf"\b{_LABEL}(?:{_DOT}{_LABEL})+(?:/\S*)?|"
    rf"\b{_LABEL}\s+dot\s+(?:{_LABEL}\s+dot\s+)?{_ENDINGS}\b(?:\s+slash\s+\S+|/\S*)?|\b{_LABEL}\s\.\s?{_ENDINGS}\b|"
    r"(?<![\w@.])@[A-Za-z]\w{2,}|\b[\w.+-]+@[A-Za-z][\w-]{2,}|"
    r"\bxn--[\w-]+(?:\.[\w-]+)*|"
    r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?(?![\w.]*\d)(?:/\S*)?|(?<![\w:])(?:[0-9A-Fa-f]{1,4}:){3,7}[0-9A-Fa-f]{1,4}(?![\w:])|"
    rf"(?<![\w.@])(?:{_LABEL}\.){{1,6}}(?P<end>[A-Za-z]{{2,24}})\b(?:/\S*)?",
)
# "Node.js", "config.json": no ends of hosts.
_FILES = listed(
    "js ts jsx tsx json jsonl txt csv tsv pdf xml html htm css cpp hpp doc docx xls xlsx ppt pptx png jpg jpeg gif svg "
    "webp mp3 wav exe dll yaml yml toml tar gz bin gguf safetensors onnx ipynb log cfg ini"
)
# Whatever looks like a full stop or stands for one; but "col\u00b7lecci\u00f3" is a word.
_FULL_STOPS = re.compile(
    r"[\u3002\uff0e\uff61\u2024\ufe52\u2022\u2219\u22c5\u25cf\u2027\u30fb\uff65]|(?<![lL])\u00b7|\u00b7(?![lL])"
)


def addresses_in(text: str) -> Iterator[str]:
    """Find the addresses, as they stand: URLs, hosts, e-mails and numbers, spelled out or bracketed too.

    A host is any "word.word" whose end could be a domain, so names such as Booking.com are among them.
    """
    plain = _FULL_STOPS.sub(".", text)
    for match in _ADDRESS.finditer(plain):
        end, found = match["end"], match.group()
        if end and "/" not in found:
            host = found.split(".")
            if end.casefold() in _FILES or _is_abbreviation(host):
                continue
            if not (end.islower() or end.isupper() or re.fullmatch(_ENDINGS, end.casefold())):
                continue  # sentences that touch: "ended.But"
        yield text[match.start() : match.end()].rstrip(".,;:!?")


def _is_abbreviation(labels: list[str]) -> bool:
    """ "U.S", "e.g", "a.m", and sentences that touch: "ended.but"."""
    return all(len(label) == 1 for label in labels[:-1]) and len(labels[-1]) <= 2 and not labels[0].isdigit()
