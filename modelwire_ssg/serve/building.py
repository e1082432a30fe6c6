"""One build of the preview, with the newsroom's lock held while it runs. Whatever ends it becomes values."""

import sqlite3
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from modelwire_ssg.build.plan import BuildResult
from modelwire_ssg.model.errors import LockedError, ModelwireError, TemplateError
from modelwire_ssg.model.places import Problem
from modelwire_ssg.pipeline.build import build
from modelwire_ssg.serve.faults import Fault, fault_of_error, faults_of
from modelwire_ssg.text.lock import PREVIEW, hold_lock
from modelwire_ssg.text.progress import Watch, unwatched

FOLDER = ".modelwire/preview"
_TRY_AGAIN_S = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What became of one build. ``result`` is None where nothing was built, and the last good pages stand."""

    result: BuildResult | None
    faults: tuple[Fault, ...]
    seconds: float  # without the waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder:
    """Builds one newsroom's preview, again and again."""

    root: Path
    now: Callable[[], datetime]
    waits: Callable[[str], None]  # told who holds the lock, and "" once it is ours
    stopped: threading.Event

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.root / FOLDER

    def build(self, touched: Collection[str] | None, *, watch: Watch = unwatched) -> Built | None:
        """Build; None where the preview was stopped while another command held the newsroom."""
        told = False
        while not self.stopped.is_set():
            try:
                with hold_lock(self.root / ".modelwire/lock", PREVIEW):
                    if told:
                        self.waits("")
                    return self._build(touched, watch)
            except LockedError as error:
                if not told:
                    self.waits(str(error))
                told = True
                self.stopped.wait(_TRY_AGAIN_S)
        return None

    def _build(self, touched: Collection[str] | None, watch: Watch) -> Built:
        begun = time.perf_counter()
        problems: tuple[Problem, ...] = ()
        result, ended = None, []
        try:
            result = build(self.root, now=self.now(), output=self.folder, drafts=True, touched=touched, watch=watch)
            problems = result.problems
        except ModelwireError as error:
            problems = tuple(one for one in getattr(error, "problems", ()) if isinstance(one, Problem))
            place = error.place if isinstance(error, TemplateError) else None
            if not problems:
                ended = [fault_of_error(str(error), error.hint, place, self.root)]
        except sqlite3.Error as error:
            hint = "stop, delete .modelwire/ and start again; nothing in it is needed"
            ended = [fault_of_error(f"a cache in .modelwire/ cannot be used: {error}", hint, None, self.root)]
        except OSError as error:
            message = f"the disk refused {error.filename or ''}: {error.strerror or error}"
            ended = [fault_of_error(message, "free some room or mend the permissions, and save again", None, self.root)]
        seconds = time.perf_counter() - begun
        return Built(result=result, faults=(*ended, *faults_of(problems, self.root)), seconds=seconds)
