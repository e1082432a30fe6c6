"""HTML only. A newsroom's layouts stand over the packaged ones, file by file."""

import hashlib
import json
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from types import CodeType
from urllib.parse import quote

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
)
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from modelwire_ssg.config.layouts import packaged_layouts
from modelwire_ssg.model.settings import Settings
from modelwire_ssg.text.language import Language, language_of


def make_environment(settings: Settings, layouts: Path | None = None) -> Environment:
    """An environment for one site. *layouts* is the newsroom's own folder; it need not exist."""
    language = language_of(settings)
    folders = [folder for folder in (layouts, packaged_layouts()) if folder is not None and folder.is_dir()]
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_compiled(settings.base_url, language),
    )
    environment.filters.update(_filters(settings, language))
    environment.globals["t"] = _words(language)
    environment.globals["style_version"] = hashlib.sha256(layout_bytes(environment, "style.css")).hexdigest()[:8]
    return environment


class _Compiled(BytecodeCache):
    """Compiled layouts in memory: compiling is most of building a small site, and one process may build many times."""

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, CodeType | None]] = {}  # place of a layout → checksum of its text, code

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a layout whose text is the same."""
        checksum, code = self._code.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, in place of that of an earlier text."""
        self._code[bucket.key] = (bucket.checksum, bucket.code)


@lru_cache(maxsize=8)
def _compiled(base_url: str, language: Language) -> _Compiled:  # noqa: ARG001 - Jinja works out "feeds/"|href when it compiles
    return _Compiled()


def layout_bytes(environment: Environment, name: str) -> bytes:
    """A layout as it lies in its folder, byte for byte. Raises Jinja's TemplateNotFound where there is none."""
    loader = environment.loader
    assert isinstance(loader, ChoiceLoader)
    for folder in loader.loaders:
        assert isinstance(folder, FileSystemLoader)
        file = Path(folder.searchpath[0], name)
        if file.is_file():
            return file.read_bytes()
    raise TemplateNotFound(name)


def json_ld(value: object) -> Markup:
    """JSON for a script element: ``<``, ``>``, ``&`` and the two line separators are written as escapes.

    So no string in it can end the element, open a comment or break a line, and a parser reads back the same value.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text.encode("utf-8", "replace").decode())  # noqa: S704  # escaped just above


def _prose(html: str) -> Markup:
    """HTML that our own Markdown renderer made; it lets no raw HTML through."""
    return Markup(html)  # noqa: S704  # from text.markdown only


def _words(language: Language) -> Callable[..., Markup]:
    def t(key: str, **values: object) -> Markup:
        """The words of *key*; a value that is markup already, such as a macro's link, stays so, all else is escaped."""
        return Markup("").join(language.fill(key, values, escape)) if values else plain(key)

    @cache
    def plain(key: str) -> Markup:
        return Markup("").join(language.fill(key, {}, escape))

    return t


@lru_cache(maxsize=8192)  # every list that shows a brief asks for its address
def _quoted(path: str) -> str:
    return quote(path, safe="/#")


def _filters(settings: Settings, language: Language) -> dict[str, Callable[..., object]]:
    base_path = settings.base_path

    def href(path: str) -> str:
        """A path below the site's root → one below the server's, with the path of base_url."""
        return base_path + _quoted(path)

    def absolute(path: str) -> str:
        return settings.base_url + _quoted(path)

    return {
        "href": href,
        "absolute": absolute,
        "json_ld": json_ld,
        "prose": _prose,
        "day": language.day,
        "short_day": language.short_day,
        "weekday": language.weekday,
        "month": language.month,
        "short_month": language.short_month,
        "number": language.number,
        "percent": language.percent,
        "count": language.count,
    }
