"""Settings → the writer they name, and its prompts."""

from pathlib import Path

from modelwire_ssg.config.layouts import packaged_layouts
from modelwire_ssg.fill.archivist import Archivist
from modelwire_ssg.fill.desk import Desk
from modelwire_ssg.fill.prompt import TEMPLATES, PromptTemplates
from modelwire_ssg.fill.writer import Writer
from modelwire_ssg.model.errors import ConfigError
from modelwire_ssg.model.settings import Settings


def make_writer(name: str, settings: Settings, root: Path, desk: Desk) -> Writer:
    """The writer called *name*; what it asks of a model is paid for at *desk*."""
    if name == "archivist":
        return Archivist()
    from modelwire_ssg.fill.claude import Claude  # only here: they bring anthropic and pydantic along
    from modelwire_ssg.fill.model_writer import ModelWriter

    return ModelWriter(settings, load_templates(root), Claude(settings.llm, desk))


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
