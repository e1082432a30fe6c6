"""Lines as YAML fronts and markdown-it count them: only LF, CRLF and CR end a line.

``str.splitlines`` also breaks at U+2028, U+0085, \\x0b and \\x0c, which would shift every line number after them.
"""

import re
from bisect import bisect_right

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def split_lines(text: str) -> list[str]:
    """Cut *text* into lines that keep their ends; joining them gives *text* back."""
    if "\r" in text:
        return _LINE.findall(text)
    *lines, last = text.split("\n")
    return [f"{line}\n" for line in lines] + [last] * bool(last)


def line_at(text: str, offset: int) -> int:
    """The number (from 1) of the line of *text* that holds *offset*, where one is asked for and no table is needed."""
    return LineTable(text).line_at(offset) if "\r" in text else text.count("\n", 0, offset) + 1


def line_ending(text: str) -> str:
    """The end of the first line of *text*; LF where there is none."""
    found = re.search(r"\r\n|\r|\n", text)
    return found.group() if found else "\n"


class LineTable:
    """Turns character offsets of one text into line numbers (from 1) and back."""

    def __init__(self, text: str) -> None:
        self.starts = [0]
        for line in split_lines(text):
            self.starts.append(self.starts[-1] + len(line))

    def line_at(self, offset: int) -> int:
        """The number of the line that holds *offset*."""
        return max(1, min(bisect_right(self.starts, offset), max(1, len(self.starts) - 1)))

    def offset_of(self, line_index: int) -> int:
        """Where the line with this index (from 0) begins; past the last line, the end of the text."""
        return self.starts[min(line_index, len(self.starts) - 1)]
