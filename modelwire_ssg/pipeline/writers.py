"""Settings → the writer they name, its prompts, and the desk where it pays."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from modelwire_ssg.config.layouts import packaged_layouts
from modelwire_ssg.fill.archivist import Archivist
from modelwire_ssg.fill.desk import Desk
from modelwire_ssg.fill.ledger import Budget, Call
from modelwire_ssg.fill.prompt import OF_EVENTS, TEMPLATES, PromptTemplates
from modelwire_ssg.fill.writer import Writer
from modelwire_ssg.model.errors import ConfigError
from modelwire_ssg.model.settings import Settings
from modelwire_ssg.pipeline.newsroom import Newsroom
from modelwire_ssg.text.dates import day_in


def make_writer(name: str, settings: Settings, root: Path, desk: Desk) -> Writer:
    """The writer called *name*; what it asks of a model is paid for at *desk*."""
    if name == "archivist":
        return Archivist()
    from modelwire_ssg.fill.claude import Claude  # only here: they bring anthropic and pydantic along
    from modelwire_ssg.fill.model_writer import ModelWriter

    return ModelWriter(settings, load_templates(root), Claude(settings.llm, desk))


def open_desk(
    newsroom: Newsroom, calls: Iterable[Call], *, now: datetime, max_seconds: float | None = None,
    max_usd: float | None = None, use_cache: bool = True, offline: bool = False,
) -> Desk:  # fmt: skip
    """Where this run pays, after *calls* of this night and month."""
    llm, zone = newsroom.settings.llm, newsroom.settings.zone
    budget = Budget.from_ledger(llm, calls, day_in(now, zone), lambda at: day_in(at, zone))
    if max_usd is not None:
        budget.cap_run(max_usd)
    seconds = llm.max_seconds if max_seconds is None else max_seconds
    return Desk(newsroom.root, llm, budget, now=now, seconds=seconds, use_cache=use_cache, offline=offline)


def load_templates(root: Path) -> PromptTemplates:
    """The newsroom's own prompts over the packaged ones, file by file, and its house style."""
    texts = {}
    for name in (*TEMPLATES, *OF_EVENTS):
        files = [folder / "prompts" / name for folder in (root / "layouts", packaged_layouts())]
        found = next((file for file in files if file.is_file()), None)
        if found is None:
            raise ConfigError(f"the prompt layouts/prompts/{name} is missing")
        texts[name] = _read(found)
    style = root / "content" / "style.md"
    return PromptTemplates(texts=texts, style=_read(style) if style.is_file() else "")


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        raise ConfigError(f"{file} is not UTF-8", "save the file as UTF-8") from None
