"""content/site.yml → Settings."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from modelwire_ssg.config.words import PATH as WORDS_PATH
from modelwire_ssg.config.words import load_words, missing_words
from modelwire_ssg.config.yaml_file import entries, open_fields
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Fetch, Limits, Llm, PolicyName, Price, Select, Settings, Thresholds
from modelwire_ssg.sections import SECTION_KINDS
from modelwire_ssg.text.fields import Fields
from modelwire_ssg.text.language import is_known
from modelwire_ssg.text.urls import host

PATH = "content/site.yml"
FORMAT = 1
_DEFAULT_TAKES = {
    "Analyst take": "what is buried, who gains",
    "Skeptical read": "what does not follow, what is missing",
    "Room for disagreement": "the best case for another reading",
}


def load_settings(
    root: Path, *, writers: tuple[str, ...], page_kinds: tuple[str, ...], asked: tuple[str, ...] = ()
) -> tuple[Settings, list[Problem]]:
    """Read the settings; *writers* and *page_kinds* are the names that may stand there, *asked* kinds off unless on."""
    problems: list[Problem] = []
    fields = open_fields(root, PATH, problems, required=True)
    words, word_problems = load_words(root)
    if fields.integer("format", FORMAT) > FORMAT:
        fields.report("format-newer", "these files are of a newer format than this program reads",
                      "update modelwire-ssg", key="format")  # fmt: skip
    settings = Settings(
        title=fields.text("title", "Modelwire", required=True),
        base_url=_base_url(fields),
        language=_language(fields, words),
        words=words,
        time_zone=_time_zone(fields),
        contact=fields.text("contact"),
        publish="reviewed" if fields.choice("publish", ("filled", "reviewed"), "filled") == "reviewed" else "filled",
        writer=fields.choice("writer", writers, "archivist", code="writer-unknown"),
        sections=_sections(fields),
        takes=_takes(fields),
        fetch=_fetch(fields),
        select=_select(fields),
        limits=_limits(fields),
        default_policy=policy_name(fields, "default_policy"),
        llm=_llm(fields),
        thresholds=_thresholds(fields),
        pages=_pages(fields, page_kinds, asked),
    )
    fields.close()
    return settings, [*problems, *word_problems]


def policy_name(fields: Fields, key: str) -> PolicyName:
    """A policy's name; where none is given, the one that keeps and shows least of the text."""
    value = fields.choice(key, ("full", "headline", "none"), "headline", code="policy-unknown")
    return "full" if value == "full" else "none" if value == "none" else "headline"


def _base_url(fields: Fields) -> str:
    value = fields.text("base_url", "http://localhost/", required=True)
    if not host(value) or "?" in value or "#" in value:
        fields.report("base-url", f"'base_url' is '{value}'",
                      "write the address readers use, such as https://news.example/", key="base_url")  # fmt: skip
        return "http://localhost/"
    return value if value.endswith("/") else value + "/"


def _language(fields: Fields, words: Mapping[str, str]) -> str:
    value = fields.text("language", "en")
    if not is_known(value):
        fields.report("language-unknown", f"'language' is '{value}', which names no language",
                      "use a code such as en, de, pt-BR or ar", key="language")  # fmt: skip
        return "en"
    if missing := missing_words(value, words):
        fields.report("words-missing", f"{len(missing)} words of the pages have none in '{value}' and stay English",
                      f"write them into {WORDS_PATH}, {missing[0]} first: README.md, 'Languages'",
                      key="language", severity="warning")  # fmt: skip
    return value


def _time_zone(fields: Fields) -> str:
    value = fields.text("time_zone", "UTC")
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        fields.report("time-zone-unknown", f"'time_zone' is '{value}'",
                      "use a name such as Europe/Berlin or America/New_York", key="time_zone")  # fmt: skip
        return "UTC"
    return value


def _sections(fields: Fields) -> dict[str, str]:
    below = fields.below("sections")
    headings = {kind.name: below.text(kind.name) if below else "" for kind in SECTION_KINDS}
    if below:
        below.close()
    return headings


def _takes(fields: Fields) -> dict[str, str]:
    below = fields.below("takes")
    return {label: below.text(label) for label in below.keys} if below else _DEFAULT_TAKES


def _fetch(fields: Fields) -> Fetch:
    below = fields.below("fetch")
    if below is None:
        return Fetch()
    fetch = Fetch(allow=below.texts("allow"))
    below.close()
    return fetch


def _select(fields: Fields) -> Select:
    below = fields.below("select")
    if below is None:
        return Select()
    select = Select(max_briefs=below.integer("max_briefs", Select().max_briefs))
    below.close()
    return select


def _limits(fields: Fields) -> Limits:
    below, default = fields.below("limits"), Limits()
    if below is None:
        return default
    limits = Limits(
        excerpt_chars=below.integer("excerpt_chars", default.excerpt_chars),
        quote_words=below.integer("quote_words", default.quote_words),
        shared_run_words=below.integer("shared_run_words", default.shared_run_words),
        overlap_5gram=below.number("overlap_5gram", default.overlap_5gram),
        summary_words=below.integer("summary_words", default.summary_words, least=10),
    )
    below.close()
    return limits


def _llm(fields: Fields) -> Llm:
    below, default = fields.below("llm"), Llm()
    if below is None:
        return default
    llm = Llm(
        model=below.text("model", default.model),
        effort=below.choice("effort", ("low", "medium", "high"), default.effort),
        max_tokens=below.integer("max_tokens", default.max_tokens, least=100),
        structured=below.choice("structured", ("native", "prompt"), default.structured),
        max_usd_night=below.number("max_usd_night", default.max_usd_night),
        max_usd_month=below.number("max_usd_month", default.max_usd_month),
        max_calls=below.integer("max_calls", default.max_calls),
        max_seconds=below.integer("max_seconds", default.max_seconds),
        fallback_model=below.text("fallback_model"),
        concurrency=below.integer("concurrency", default.concurrency, least=1),
        entailed=below.boolean("entailed", default.entailed),
        check_model=below.text("check_model"),
        join=below.boolean("join", default.join),
        prices=_prices(below),
    )
    below.close()
    return llm


def _prices(fields: Fields) -> dict[str, Price]:
    below = fields.below("prices")
    return {model: _price(model, entry) for model, entry in entries(below)} if below else {}


def _price(model: str, fields: Fields) -> Price:
    for key in ("input", "output"):
        if not fields.has(key):
            fields.report("key-missing", f"'{key}' is missing", f"add `{key}: …`, in US dollars per million tokens")
    default = Price(model=model, input=0.0, output=0.0)
    price = Price(
        model=model,
        as_of=fields.day("as_of"),
        input=fields.number("input", default.input),
        output=fields.number("output", default.output),
        cache_write=fields.number("cache_write", default.cache_write),
        cache_read=fields.number("cache_read", default.cache_read),
        long_prompt=fields.integer("long_prompt", default.long_prompt),
        long_factor=fields.number("long_factor", default.long_factor),
        batch_factor=fields.number("batch_factor", default.batch_factor),
    )
    fields.close()
    return price


def _thresholds(fields: Fields) -> Thresholds:
    below, default = fields.below("thresholds"), Thresholds()
    if below is None:
        return default
    thresholds = Thresholds(
        failed_sources=below.integer("failed_sources", default.failed_sources),
        pending=below.integer("pending", default.pending),
    )
    below.close()
    return thresholds


def _pages(fields: Fields, page_kinds: tuple[str, ...], asked: tuple[str, ...]) -> dict[str, bool]:
    below = fields.below("pages")
    if below is None:
        return dict.fromkeys(asked, False)
    switches = {name: below.boolean(name, name not in asked) for name in page_kinds}
    below.close(severity="warning")  # a page that this version has no kind for changes nothing
    return switches
