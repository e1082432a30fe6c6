"""Errors that end a command. Faults in content are `Problem` values instead and are never raised."""


class ModelwireError(Exception):
    """Ends a command; ``exit_status`` is what the process returns and ``hint`` says what to do next."""

    exit_status = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class ConfigError(ModelwireError):
    """Wrong usage, or settings without which nothing can be done."""

    exit_status = 2


class UnknownNameError(ConfigError):
    """A brief, source or section was named that does not exist."""


class ContentError(ModelwireError):
    """A file editors own cannot be changed as asked."""


class TemplateError(ModelwireError):
    """A packaged layout could not be rendered, so there is no whole site: nothing may be published."""

    exit_status = 2


class OutsideError(ModelwireError):
    """Something outside failed; trying again may help."""

    exit_status = 3


class RetrieveError(OutsideError):
    """A source could not be read. The message is one line for the night's report."""


class FillError(OutsideError):
    """A writer gave nothing usable. ``code`` goes into ``pending:``; ``stop`` ends all calls of the run."""

    def __init__(self, message: str, *, code: str, stop: bool = False, hint: str = "") -> None:
        super().__init__(message, hint)
        self.code = code
        self.stop = stop


class LockedError(ModelwireError):
    """Another run holds the newsroom's lock."""

    exit_status = 75
