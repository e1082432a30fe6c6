"""Setting one value of a front matter by its span of characters: comments, key order, quoting and line ends stay."""

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
        before = _load(text, path)
        if _value_at(before[0].value, where) == value:
            continue
        text = _remove(text, *before, where) if isinstance(value, Removed) else _set(text, *before, where, value)
        after, _ = _load(text, path)
        if after.value != _with(before[0].value, where, value):
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
            close = front.start + doc.spans[parent][1] - 1
            return f"{text[:close]}, {key}: {dump_flow(value)}{text[close:]}"
        first_key = front.start + min(doc.keys[(*parent, name)] for name in container)
        indent = first_key - (max(text.rfind("\n", 0, first_key), text.rfind("\r", 0, first_key)) + 1)
        at = _line_end(text, front.start + doc.spans[parent][1], front.end) if parent else front.end
        line = f"{' ' * indent}{key}: {dump_flow(value)}{newline}"
        return text[:at] + line + text[at:]
    if parent:
        block = f"{newline}  {key}: {dump_flow(value)}"
        if parent in doc.spans:
            start, end = (front.start + offset for offset in doc.spans[parent])
            return text[:start].rstrip(" ") + block + text[end:]
        line = f"{parent[0]}:{block}{newline}"
        return text[: front.end] + line + text[front.end :]
    return text[: front.end] + f"{key}: {dump_flow(value)}{newline}" + text[front.end :]


def _remove(text: str, doc: YamlDoc, front: front_matter.FrontMatter, where: Path_) -> str:
    if where not in doc.spans:
        return text
    parent = where[:-1]
    container = _value_at(doc.value, parent)
    if parent in doc.flow or (parent and isinstance(container, dict) and len(container) == 1):
        remaining = {key: item for key, item in container.items() if key != where[-1]}  # type: ignore[attr-defined]
        if not remaining and parent:
            return _remove(text, doc, front, parent)
        return _set(text, doc, front, parent, remaining)
    key_start = front.start + doc.keys[where]
    start = max(text.rfind("\n", 0, key_start), text.rfind("\r", 0, key_start)) + 1
    end = _line_end(text, front.start + max(doc.spans[where][1], doc.keys[where] + 1), front.end)
    return text[:start] + text[end:]


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
