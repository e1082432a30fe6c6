"""Settings → the writer they name, with the run's money, memory and time plugged in."""

import time
from datetime import datetime
from pathlib import Path

from modelwire_ssg.fill.archivist import Archivist
from modelwire_ssg.fill.ledger import Budget, Call, append_call
from modelwire_ssg.fill.prices import cost_usd
from modelwire_ssg.fill.prompt import TEMPLATES, PromptTemplates
from modelwire_ssg.fill.reply_cache import cached_reply, keep_reply
from modelwire_ssg.fill.writer import Writer
from modelwire_ssg.model.drafting import Usage
from modelwire_ssg.model.errors import ConfigError
from modelwire_ssg.model.settings import Settings
from modelwire_ssg.render import packaged_layouts


def make_writer(
    name: str, settings: Settings, root: Path, *, now: datetime, budget: Budget, max_seconds: float,
    use_cache: bool = True, offline: bool = False,
) -> Writer:  # fmt: skip
    """The writer called *name*. *offline* lets it use remembered replies only."""
    if name == "archivist":
        return Archivist()
    from modelwire_ssg.fill.claude import Claude, Desk  # only here: it brings pydantic along

    deadline = time.monotonic() + max_seconds

    def record(brief: str, purpose: str, model: str, usage: Usage | None) -> None:
        if usage is None:
            call = Call(at=now, brief=brief, model=model, purpose=f"{purpose}-lost", usage=Usage(), usd=None)
        else:
            call = Call(at=now, brief=brief, model=model, purpose=purpose, usage=usage, usd=cost_usd(model, usage))
        append_call(root, call)
        budget.spend(call)

    desk = Desk(
        allow=(lambda: "this run makes no calls") if offline else budget.exhausted,
        record=record,
        recall=(lambda digest: cached_reply(root, digest)) if use_cache else (lambda _: None),
        keep=lambda digest, brief, model, reply: keep_reply(root, digest, brief=brief, model=model, reply=reply),
        seconds_left=lambda: deadline - time.monotonic(),
    )
    return Claude(settings, load_templates(root), desk)


def load_templates(root: Path) -> PromptTemplates:
    """The newsroom's own prompts over the packaged ones, file by file, and its house style."""
    texts = {}
    for name in TEMPLATES:
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
