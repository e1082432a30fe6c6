"""How a feed does: figures from what it showed, and sentences where a person should look."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from modelwire_ssg.model.story import Story
from modelwire_ssg.retrieve.state import FeedMemory
from modelwire_ssg.text.dates import long_day
from modelwire_ssg.text.digests import digest

ALARM_FAILURES = 3  # in a row
ALARM_SILENT_DAYS = 14

_WINDOW = timedelta(weeks=4)
_COMPARED = 20  # stories of an undated feed whose change means that something new came


def learn(memory: FeedMemory, stories: Iterable[Story], now: datetime) -> FeedMemory:
    """*memory* after the feed showed *stories*: its newest story, and how many a week it brings.

    Both come from one answer alone, so they are there again after the first night of a fresh clone.
    """
    every = list(stories)
    if not every:
        return memory
    # A date in the future was clamped to now, and would keep a dead feed young for ever.
    dates = [story.published for story in every if story.published and story.published < now]
    if dates:
        return replace(memory, newest=max(dates), shown="", items_week=_a_week(dates, now))
    shown = digest("\n".join(sorted(key for story in every[:_COMPARED] for key in story.keys)))
    changed = now if shown != memory.shown or memory.newest is None else memory.newest
    return replace(memory, newest=changed, shown=shown, items_week=None)


def silent_days(memory: FeedMemory) -> int | None:
    """Whole days from the newest story to the last good answer; None where that is not known.

    Not to the present: a feed that fails, or that nobody asked, may have had something to say.
    """
    if memory.newest is None or memory.last_good is None or memory.newest > memory.last_good:
        return None
    return (memory.last_good - memory.newest).days


def alarms(memory: FeedMemory) -> tuple[str, ...]:
    """Sentences for the night's report; none for a feed that does well, or that is gone, which is said anyway."""
    if memory.gone:
        return ()
    said = []
    if memory.failures >= ALARM_FAILURES:
        good = f"it was last good on {long_day(memory.last_good)}" if memory.last_good else "no good answer is known"
        said.append(f"it failed {memory.failures} times in a row; {good}")
    days = silent_days(memory)
    if days is not None and memory.newest is not None and days >= ALARM_SILENT_DAYS:
        said.append(f"it has shown nothing new for {days} days, since {long_day(memory.newest)}")
    return tuple(said)


def _a_week(dates: Iterable[datetime], now: datetime) -> float:
    """A feed shows its last stories only, so the rate is that of the time they reach back to: a day to four weeks."""
    recent = [date for date in dates if now - date <= _WINDOW]
    if not recent:
        return 0.0
    reach = _WINDOW if any(now - date > _WINDOW for date in dates) else max(now - min(recent), timedelta(days=1))
    return round(len(recent) * (timedelta(weeks=1) / reach), 1)
