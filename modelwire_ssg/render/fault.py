"""A fault in a layout: in a packaged one it is a bug and raised, in a newsroom's own it is a Problem with its line."""

import traceback
from pathlib import Path

from jinja2 import TemplateAssertionError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2 import TemplateError as JinjaError

from modelwire_ssg.config.layouts import FOLDER
from modelwire_ssg.model.errors import TemplateError
from modelwire_ssg.model.places import Place, Problem

README = "layouts/README.md lists what each layout gets"
FAULTS = (  # AssertionError: of what a filter rests on
    JinjaError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError, RecursionError, AssertionError,
    OSError,
)  # fmt: skip


def fault(error: Exception, name: str) -> TemplateError:
    """Name the layout and the line; without them an editor of layouts can do nothing."""
    place, line = _places(error, name)[-1]
    where = f"{FOLDER}/{Path(place).name}" + (f":{line}" if line else "")
    return TemplateError(f"{where}: {error}", README)


def problem(error: Exception, name: str, own: Path, closure: frozenset[str]) -> Problem:
    """What is wrong with the newsroom's layouts in the folder *own*, where *name* could not be rendered with them.

    A packaged layout that fails over one of them is not at fault: then the first own one it rests on is named.
    """
    places = _places(error, name)
    mine = [(Path(place).name, line) for place, line in places if Path(place).is_relative_to(own)]
    message = " ".join(str(error).split()) or type(error).__name__
    if mine:
        file, line = mine[-1]
    else:
        owned = sorted(part for part in closure if (own / part).is_file())
        file, line = (owned[0] if owned else name), 1
        message = f"{Path(places[-1][0]).name}:{places[-1][1]} fails with it: {message}"
    return Problem(
        code=f"layout-{_kind(error)}",
        place=Place(path=f"{FOLDER}/{file}", line=max(line, 1)),
        message=message,
        hint=f"{README}; until it is mended the packaged layouts make these pages",
    )


def _kind(error: Exception) -> str:
    """What sort of fault it is, for the Problem's code."""
    kinds = (
        (TemplateAssertionError, "name"),  # a filter or test that does not exist
        (TemplateSyntaxError, "syntax"),
        (UndefinedError, "variable"),
        (TemplateNotFound, "missing"),
        (UnicodeDecodeError, "encoding"),
        (OSError, "unreadable"),
    )
    return next((word for kind, word in kinds if isinstance(error, kind)), "value")


def _places(error: Exception, name: str) -> list[tuple[str, int]]:
    """(file, line) of the layouts on the way to the fault, the innermost last; at least one."""
    if isinstance(error, TemplateSyntaxError):
        return [(error.filename or error.name or name, error.lineno)]
    frames = traceback.extract_tb(error.__traceback__)
    return [(f.filename, f.lineno or 1) for f in frames if f.filename.endswith(".html")] or [(name, 0)]
