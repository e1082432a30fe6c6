"""Changing one value of a front matter by its span of characters: comments, key order, quoting and line ends stay."""

from modelwire_ssg.model.errors import ContentError
from modelwire_ssg.text import front_matter
from modelwire_ssg.text.lines import line_ending
from modelwire_ssg.text.yaml_doc import Path_, YamlDoc, dump_flow, load


class Removed:
    """Stands for the absence of a value in `edit_front_matter`."""


REMOVED = Removed()


def edit_front_matter(text: str, path: str, changes: dict[Path_, object]) -> str:
    """*text* with each value of *changes* set, or taken out where it is REMOVED.

    Raises ContentError when the file cannot be read, or when reading the result would not give exactly
    what was asked: then nothing may be written.
    """
    for where, value in changes.items():
        doc, front = _load(text, path)
        if _value_at(doc.value, where) == value:
            continue
        removed = isinstance(value, Removed)
        after = _remove(text, doc, front, where) if removed else _set(text, doc, front, where, value)
        text = _checked(after, path, where, _with(doc.value, where, value))
    return text


def append_item(text: str, path: str, where: Path_, value: object) -> str:
    """*text* with *value* as one more item of the list at *where*: a line of its own, or before the closing bracket.

    Where there is no list yet, one begins. Raises ContentError as `edit_front_matter` does.
    """
    doc, front = _load(text, path)
    old = _value_at(doc.value, where)
    items = [] if old is None or isinstance(old, Removed) else old
    if not isinstance(items, list):
        raise ContentError(f"{path}: '{'.'.join(map(str, where))}' is no list", "write it as a list, one item a line")
    after = _append(text, doc, front, where, value)
    return _checked(after, path, where, _with(doc.value, where, [*items, value]))


def remove_item(text: str, path: str, where: Path_, index: int) -> str:
    """*text* without one item of the list at *where*; the last one takes the key with it.

    In a list in brackets what stands between the items is written anew. Raises ContentError as
    `edit_front_matter` does.
    """
    doc, front = _load(text, path)
    items = _value_at(doc.value, where)
    if not isinstance(items, list) or not 0 <= index < len(items):
        raise ContentError(f"{path}: '{'.'.join(map(str, where))}' has no item {index + 1}", "look at the list")
    if len(items) == 1:
        return edit_front_matter(text, path, {where: REMOVED})
    kept = [*items[:index], *items[index + 1 :]]
    if where in doc.flow:
        start, end = (front.start + offset for offset in doc.spans[where])
        if "#" in text[start:end]:
            raise ContentError(f"{path}: '{where[-1]}' is in brackets, with a comment", "write one item a line")
        pieces = [text[front.start + a : front.start + b] for n in range(len(items)) if n != index
                  for a, b in (doc.spans[(*where, n)],)]  # fmt: skip
        after = f"{text[:start]}[{', '.join(pieces)}]{text[end:]}"
    else:
        start, end = (front.start + offset for offset in doc.spans[(*where, index)])
        after = text[: _line_start(text, start)] + text[_line_end(text, end, front.end) :]
    return _checked(after, path, where, _with(doc.value, where, kept))


def _checked(text: str, path: str, where: Path_, expected: object) -> str:
    """*text*, if it is read as *expected*."""
    doc, _ = _load(text, path)
    if doc.value != expected:
        raise ContentError(f"{path}: '{'.'.join(map(str, where))}' cannot be changed where it stands",
                           "write it in plain block style, one key a line")  # fmt: skip
    return text


def _load(text: str, path: str) -> tuple[YamlDoc, front_matter.FrontMatter]:
    front, problems = front_matter.split(text, path)
    if front is not None:
        doc, problems = load(text[front.start : front.end], path)
        if not problems:
            return doc, front
    raise ContentError(f"{problems[0].place}: {problems[0].message}", problems[0].hint)


def _set(text: str, doc: YamlDoc, front: front_matter.FrontMatter, where: Path_, value: object) -> str:
    newline = line_ending(text)
    if where in doc.spans:
        start, end = (front.start + offset for offset in doc.spans[where])
        space = " " if start == end else ""
        return text[:start] + space + dump_flow(value) + text[end:]
    parent, key = where[:-1], where[-1]
    container = _value_at(doc.value, parent)
    if isinstance(container, dict) and container:
        if parent in doc.flow:
            return _insert_in_flow(text, doc, front, parent, f"{key}: {dump_flow(value)}")
        first_key = front.start + min(doc.keys[(*parent, name)] for name in container)
        indent = first_key - _line_start(text, first_key)
        at = _line_end(text, front.start + doc.spans[parent][1], front.end) if parent else front.end
        line = f"{' ' * indent}{key}: {dump_flow(value)}{newline}"
        return text[:at] + line + text[at:]
    if parent:
        if parent[:-1] in doc.flow:
            return _set(text, doc, front, parent, {key: value})
        block = f"{newline}  {key}: {dump_flow(value)}"
        if parent in doc.spans:
            start, end = (front.start + offset for offset in doc.spans[parent])
            return text[:start].rstrip(" ") + block + text[end:]
        line = f"{parent[0]}:{block}{newline}"
        return text[: front.end] + line + text[front.end :]
    return text[: front.end] + f"{key}: {dump_flow(value)}{newline}" + text[front.end :]


def _insert_in_flow(text: str, doc: YamlDoc, front: front_matter.FrontMatter, where: Path_, new: str) -> str:
    """*new* after the last thing in the brackets at *where*; a comma or a comment that follows it stays."""
    inside = [span for path, span in doc.spans.items() if path[:-1] == where and path]
    if not inside:
        at = front.start + doc.spans[where][0] + 1
        return text[:at] + new + text[at:]
    at = front.start + max(end for _, end in inside)
    return f"{text[:at]}, {new}{text[at:]}"


def _append(text: str, doc: YamlDoc, front: front_matter.FrontMatter, where: Path_, value: object) -> str:
    newline = line_ending(text)
    if where in doc.flow:
        return _insert_in_flow(text, doc, front, where, dump_flow(value))
    if where not in doc.spans:
        if where[:-1] or () in doc.flow:
            return _set(text, doc, front, where, [value])
        return text[: front.end] + f"{where[0]}:{newline}  - {dump_flow(value)}{newline}" + text[front.end :]
    start, end = (front.start + offset for offset in doc.spans[where])
    if _value_at(doc.value, where) is None:
        if where[:-1] in doc.flow:
            return _set(text, doc, front, where, [value])
        text = text[:start] + text[end:]
        key = front.start + doc.keys[where]
        at, indent = _line_end(text, key, front.end), key - _line_start(text, key) + 2
    else:
        at, indent = _line_end(text, end, front.end), start - _line_start(text, start)
    return f"{text[:at]}{' ' * indent}- {dump_flow(value)}{newline}{text[at:]}"


def _remove(text: str, doc: YamlDoc, front: front_matter.FrontMatter, where: Path_) -> str:
    if where not in doc.spans:
        return text
    parent = where[:-1]
    container = _value_at(doc.value, parent)
    if parent and isinstance(container, dict) and len(container) == 1:
        return _remove(text, doc, front, parent)
    if parent in doc.flow:
        return _remove_from_flow(text, doc, front, where)
    start = _line_start(text, front.start + doc.keys[where])
    end = _line_end(text, front.start + max(doc.spans[where][1], doc.keys[where] + 1), front.end)
    return text[:start] + text[end:]


def _remove_from_flow(text: str, doc: YamlDoc, front: front_matter.FrontMatter, where: Path_) -> str:
    """Take out a pair and the comma that belongs to it: the one after it, or before it where none follows."""
    parent = where[:-1]
    start, end = front.start + doc.keys[where], _pair_end(text, doc, front, where)
    pairs = sorted((doc.keys[path], path) for path in doc.keys if path[:-1] == parent)
    place = pairs.index((doc.keys[where], where))
    following = doc.keys[pairs[place + 1][1]] if place + 1 < len(pairs) else doc.spans[parent][1] - 1
    comma = _comma_in(text, end, front.start + following)
    if comma is not None:
        text = text[:comma] + text[comma + 1 :]
    elif place:
        previous = pairs[place - 1][1]
        comma = _comma_in(text, _pair_end(text, doc, front, previous), start)
        if comma is not None:
            between = text[comma + 1 : start]
            kept = between if between.strip() else ""  # a comment stays
            text = text[:comma] + kept + text[start:]
            start, end = comma + len(kept), comma + len(kept) + end - start
    line, rest = _line_start(text, start), _line_end(text, end, front.end)
    if not text[line:start].strip() and not text[end:rest].strip():
        return text[:line] + text[rest:]  # it had the line to itself
    while text[end : end + 1] in (" ", "\t") and text[start - 1 : start] in ("{", " ", "\t"):
        end += 1
    return text[:start] + text[end:]


def _pair_end(text: str, doc: YamlDoc, front: front_matter.FrontMatter, where: Path_) -> int:
    """Just past the value at *where*, or past the colon of a key with nothing: its span lies after the comments."""
    start, end = (front.start + offset for offset in doc.spans[where])
    colon = text.find(":", front.start + doc.keys[where], end) if start == end else -1
    return end if colon < 0 else colon + 1


def _comma_in(text: str, start: int, end: int) -> int | None:
    """Where the comma is between two pairs, outside comments."""
    comment = False
    for offset in range(start, end):
        comment = text[offset] not in "\r\n" and (comment or text[offset] == "#")
        if text[offset] == "," and not comment:
            return offset
    return None


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _line_end(text: str, offset: int, limit: int) -> int:
    """Just past the end of the line that holds *offset*."""
    while offset < limit:
        if text[offset] == "\n":
            return offset + 1
        if text[offset] == "\r":
            return offset + 2 if text[offset + 1 : offset + 2] == "\n" else offset + 1
        offset += 1
    return limit


def _value_at(value: object, where: Path_) -> object:
    for step in where:
        if not isinstance(value, dict) or step not in value:
            return REMOVED
        value = value[step]
    return value


def _with(value: object, where: Path_, new: object) -> object:
    """What reading must give after the change."""
    if not where:
        return _as_loaded(new)
    result = dict(value) if isinstance(value, dict) else {}
    step = where[0]
    if isinstance(new, Removed) and len(where) == 1:
        result.pop(str(step), None)
        return result
    below = _with(result.get(str(step)), where[1:], new)
    if isinstance(new, Removed) and below == {}:
        result.pop(str(step), None)
    else:
        result[str(step)] = below
    return result


def _as_loaded(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _as_loaded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_as_loaded(item) for item in value]
    return value
