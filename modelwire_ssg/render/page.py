"""One page → one file."""

import traceback
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError
from jinja2 import TemplateError as JinjaError

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.errors import TemplateError
from modelwire_ssg.model.settings import Settings
from modelwire_ssg.model.site import Output, Page
from modelwire_ssg.render.environment import layout_source, make_environment
from modelwire_ssg.text.picture import draw


def make_renderer(settings: Settings, layouts: Path | None = None) -> Callable[[Page], Output]:
    """`render` with the layouts of one site: the newsroom's own before the packaged ones."""
    environment = make_environment(settings, layouts)
    return lambda page: render(page, environment)


def render(page: Page, environment: Environment) -> Output:
    """Make the file of *page*. Raises TemplateError, with layout and line, where a layout has a fault."""
    return Output(path=permalinks.output_path(page.url), data=_data(page, environment))


def _data(page: Page, environment: Environment) -> bytes:
    if page.data is not None:
        return page.data
    if page.picture is not None:
        return draw(page.picture)
    if not page.template.endswith(".html"):
        return layout_source(environment, page.template).encode()
    layout_source(environment, page.template)  # a missing one is named
    try:
        text = environment.get_template(page.template).render(page.facts)
    except (JinjaError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError, RecursionError) as error:
        raise fault(error, page.template) from error
    return text.encode("utf-8", "replace")  # a lone surrogate becomes "?"


def fault(error: Exception, name: str) -> TemplateError:
    """Name the layout and the line; without them an editor of layouts can do nothing."""
    if isinstance(error, TemplateSyntaxError):
        place = f"layouts/{error.name or name}:{error.lineno}"
    else:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".html")]
        place = f"layouts/{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else f"layouts/{name}"
    return TemplateError(f"{place}: {error}", "layouts/README.md lists what each layout gets")
