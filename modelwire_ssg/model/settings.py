"""What the owner, the sources and the publishers have settled (SPEC §2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from modelwire_ssg.model.places import Place

PolicyName = Literal["full", "headline", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """How the outside world is asked."""

    allow: tuple[str, ...] = ()  # exact "host:port" pairs that need not be public addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on what a brief may hold."""

    excerpt_chars: int = 1200
    quote_words: int = 20  # over all quotations of one brief together
    shared_run_words: int = 8  # longest run of words shared with the source
    overlap_5gram: float = 0.15  # share of the text's 5-grams that stand in the source
    summary_words: int = 75  # what the writer is asked for; the form gate refuses past a quarter more


@dataclass(frozen=True, slots=True, kw_only=True)
class Select:
    """How many stories of a night become briefs."""

    max_briefs: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one model costs, in US dollars per million tokens. Past ``long_prompt`` tokens of prompt all is dearer."""

    model: str
    as_of: date | None = None  # the day the prices were read
    input: float
    output: float
    cache_write: float = 1.25  # times the price of input
    cache_read: float = 0.1
    long_prompt: int = 0  # 0: no such step
    long_factor: float = 1.0
    batch_factor: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Llm:
    """The model and what it may cost. Money in US dollars."""

    model: str = "claude-haiku-5-5"
    effort: str = "low"
    max_tokens: int = 3000
    structured: str = "native"  # or "prompt": the schema stands in the prompt only
    max_usd_night: float = 1.0
    max_usd_month: float = 20.0
    max_calls: int = 200  # a night
    max_seconds: int = 1200  # of a run
    fallback_model: str = ""  # tried once after a refusal; "" means none
    concurrency: int = 4  # calls at a time
    entailed: bool = True  # whether a second call must name what carries each sentence
    check_model: str = ""  # that is asked for it; "" means the same model
    join: bool = False  # whether the model is asked, once a night, which of the undecided pairs are one event
    prices: Mapping[str, Price] = field(default_factory=dict)  # by model; they come before the list in fill/prices.py


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Past these, in percent, `run` ends with status 3 though the site is whole."""

    failed_sources: int = 50
    pending: int = 100  # of the night's new briefs; 100 is never passed


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """content/site.yml."""

    format: int = 1
    title: str
    base_url: str  # ends with "/"
    language: str = "en"
    words: Mapping[str, str] = field(default_factory=dict)  # content/words.yml: key → words of this newsroom
    time_zone: str = "UTC"
    contact: str = ""
    publish: Literal["filled", "reviewed"] = "filled"
    writer: str = "archivist"
    sections: Mapping[str, str] = field(default_factory=dict)  # section kind → heading shown, "" for none
    takes: Mapping[str, str] = field(default_factory=dict)  # label → what it is for, told to the writer
    fetch: Fetch = field(default_factory=Fetch)
    select: Select = field(default_factory=Select)
    limits: Limits = field(default_factory=Limits)
    default_policy: PolicyName = "headline"
    llm: Llm = field(default_factory=Llm)
    thresholds: Thresholds = field(default_factory=Thresholds)
    pages: Mapping[str, bool] = field(default_factory=dict)  # page kind → False when switched off

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which days are counted."""
        return ZoneInfo(self.time_zone)

    @property
    def base_path(self) -> str:
        """The path part of base_url, from "/" to "/"."""
        return urlsplit(self.base_url).path or "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A feed we follow."""

    key: str
    url: str  # http(s):, or file: with a path relative to the newsroom
    publisher: str
    tags: tuple[str, ...] = ()
    weight: int = 1
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    max_age_days: int = 3
    max_items: int = 20
    enabled: bool = True
    article: bool = False
    adapter: str = ""  # "" lets the body decide
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherRequest:
    """That a publisher asked for its policy, for the record."""

    at: date | None = None
    by: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """A news outlet and what it allows."""

    key: str
    name: str
    homepage: str = ""
    domains: tuple[str, ...] = ()
    policy: PolicyName = "headline"
    scope: tuple[str, ...] = ()  # address prefixes the policy is limited to; empty means all
    credit: str = ""
    quote_words: int | None = None  # None: the site's limit
    request: PublisherRequest | None = None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """What may be done with one address. Every refusal has a plain sentence in ``reasons``."""

    policy: PolicyName
    publisher: str
    quote_words: int
    reasons: tuple[str, ...] = ()

    @property
    def may_show(self) -> bool:
        """Whether title and link may stand anywhere at all."""
        return self.policy != "none"

    @property
    def may_write(self) -> bool:
        """Whether the feed's text may be kept and a text about it written."""
        return self.policy == "full"
