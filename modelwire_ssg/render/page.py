"""One page → one file."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Settings
from modelwire_ssg.model.site import Output, Page
from modelwire_ssg.render.closure import closure, layout_digest
from modelwire_ssg.render.environment import layout_bytes, make_environment
from modelwire_ssg.render.fault import FAULTS, fault, problem
from modelwire_ssg.text.picture import draw


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A finished file. With a ``problem`` the newsroom's own layout failed, and the packaged one made it."""

    output: Output
    problem: Problem | None = None


class Renderer:
    """The layouts of one site: the newsroom's own before the packaged ones, and these alone where those fail."""

    def __init__(self, settings: Settings, layouts: Path | None = None) -> None:
        self._settings = settings
        self._own = layouts.resolve() if layouts is not None and layouts.is_dir() else None
        self._held: dict[str, bool] = {}

    def __call__(self, page: Page) -> Rendered:
        """Make the file of *page*. Raises TemplateError only where the packaged layouts fail."""
        if page.data is not None or not self.rests_on_own(page.template):
            return Rendered(output=render(page, self._packaged))
        assert self._own is not None
        try:
            data = _data(page, self._both)
        except FAULTS as error:
            found = problem(error, page.template, self._own, closure(self._both, page.template))
            return Rendered(output=render(page, self._packaged), problem=found)
        return Rendered(output=_output(page, data))

    def rests_on_own(self, name: str) -> bool:
        """Whether any layout that *name* is made from is the newsroom's."""
        if self._own is None or not name:
            return False
        if name not in self._held:
            self._held[name] = any((self._own / part).is_file() for part in closure(self._both, name))
        return self._held[name]

    def digest(self, name: str) -> str:
        """A digest that changes when anything a page of the layout *name* may be made from does."""
        if not self.rests_on_own(name):
            return layout_digest(self._both, name)
        return f"{layout_digest(self._both, name)} {layout_digest(self._packaged, name)}"

    @cached_property
    def _both(self) -> Environment:
        return make_environment(self._settings, self._own)

    @cached_property
    def _packaged(self) -> Environment:
        """The packaged layouts; but their link to the style sheet is to the one that the site has."""
        environment = make_environment(self._settings)
        if self._own is not None:
            environment.globals["style_version"] = self._both.globals["style_version"]
        return environment


def make_renderer(settings: Settings, layouts: Path | None = None) -> Renderer:
    """`render` with the layouts of one site, and its fallback."""
    return Renderer(settings, layouts)


def render(page: Page, environment: Environment) -> Output:
    """Make the file of *page*. Raises TemplateError, with layout and line, where a layout has a fault."""
    try:
        return _output(page, _data(page, environment))
    except FAULTS as error:
        raise fault(error, page.template) from error


def _output(page: Page, data: bytes) -> Output:
    return Output(path=permalinks.output_path(page.url), data=data)


def _data(page: Page, environment: Environment) -> bytes:
    if page.data is not None:
        return page.data
    if page.picture is not None:
        return draw(page.picture)
    if not page.template.endswith(".html"):
        return layout_bytes(environment, page.template)
    text = environment.get_template(page.template).render(page.facts)
    return text.encode("utf-8", "replace")  # a lone surrogate becomes "?"
