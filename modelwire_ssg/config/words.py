"""content/words.yml: words of the interface that a newsroom says otherwise, or in a language that has no file yet."""

from collections.abc import Mapping
from pathlib import Path

from modelwire_ssg.config.yaml_file import open_fields
from modelwire_ssg.model.places import Problem
from modelwire_ssg.text.fields import Fields, suggest
from modelwire_ssg.text.language import ENGLISH, PLURALS, file_of, packaged_words, placeholders

PATH = "content/words.yml"


def load_words(root: Path) -> tuple[dict[str, str], list[Problem]]:
    """Key → words, keys as a path with dots; the same keys and placeholders as in ``languages/en.yml``."""
    problems: list[Problem] = []
    fields = open_fields(root, PATH, problems)
    words = dict[str, str]()
    if fields.keys:
        _read(fields, "", packaged_words(ENGLISH), words)
    return words, problems


def _read(fields: Fields, above: str, english: Mapping[str, str], words: dict[str, str]) -> None:
    for name in fields.keys:
        key = f"{above}{name}"
        if fields.is_mapping(name):
            below = fields.below(name)
            assert below is not None
            _read(below, f"{key}.", english, words)
            continue
        text, known = fields.text(name), english_of(key, english)
        if known is None:
            near = suggest(key, english)
            fields.report("word-unknown", f"no page says '{key}'",
                          f"languages/en.yml of the package lists all keys{near}", key=name)  # fmt: skip
        elif strange := sorted(placeholders(text) - placeholders(known)):
            listed = ", ".join(f"{{{one}}}" for one in sorted(placeholders(known))) or "nothing"
            fields.report("word-placeholder", f"'{key}' has {{{strange[0]}}}, which no page fills in",
                          f"what is filled in here: {listed}", key=name)  # fmt: skip
        else:
            words[key] = text


def english_of(key: str, english: Mapping[str, str]) -> str | None:
    """The English words of *key*; of a plural form that English lacks, those of its ``other``."""
    stem, _, form = key.rpartition(".")
    return english.get(key) or (english.get(f"{stem}.other") if form in PLURALS else None)


def missing_words(code: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """Keys that are said in English on a site in *code*, for no file has them; the plural form ``other`` is enough."""
    if file_of(code):
        return ()
    return tuple(key for key in packaged_words(ENGLISH) if key not in words and not key.endswith(".one"))
