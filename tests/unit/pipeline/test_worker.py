"""Worker processes: whatever becomes of one, the parent says so and goes on."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from modelwire_ssg.model.places import Place
from modelwire_ssg.model.settings import Source
from modelwire_ssg.pipeline.processes import Done, Limits, Workers
from modelwire_ssg.pipeline.worker import feed_job, read_feed, read_reading
from modelwire_ssg.retrieve.state import FeedMemory
from tests.conftest import ROOT

JOBS = "tests.unit.pipeline.odd_jobs"
NOW = datetime(2026, 8, 21, 5, tzinfo=UTC)
QUICK = Limits(wall_s=1.5, cpu_s=20, memory_mb=512, reply_bytes=1_000_000)


def done(workers: Workers, count: int) -> dict[str, Done]:
    found: dict[str, Done] = {}
    while len(found) < count:
        found |= {one.name: one for one in workers.wait()}
    return found


def fault(job: str, limits: Limits = QUICK) -> str:
    """What is said of *job*, after which the same crew must still do its work."""
    with Workers(f"{JOBS}:odd", size=1, limits=limits) as workers:
        workers.give("bad", job)
        (said,) = done(workers, 1).values()
        workers.give("good", "well")
        assert done(workers, 1)["good"].value == "well"
    return said.fault


@pytest.mark.parametrize(
    ("job", "said"),
    [
        ("is killed", "its worker was ended by the signal SIGKILL, while parsing"),
        ("hangs", "it was stopped after 1.5 s, while parsing"),
        ("hangs, deaf to signals", "it was stopped after 1.5 s, while parsing"),
        ("exits", "its worker ended with status 7, while parsing"),
        ("is refused", "the feed says no"),
        ("aborts", "its worker was ended by the signal SIGABRT, while parsing"),
        ("answers at length", "its worker gave no answer that can be read"),
    ],
)
def test_end_of_a_worker_is_told_and_another_goes_on(job: str, said: str) -> None:
    assert fault(job) == said


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux alone")
def test_work_that_needs_too_much_memory_ends_with_a_sentence() -> None:
    assert fault("eats memory", Limits(wall_s=20)) == "it needs more than 512 MB"


def test_work_that_burns_its_processor_time_is_stopped_by_the_system() -> None:
    assert fault("burns", Limits(wall_s=60, cpu_s=1)) == "it was stopped after 1 s of processor time, while parsing"


def test_fault_of_ours_says_where_and_nothing_of_the_feed() -> None:
    said = fault("is wrong")
    assert said.startswith("the program failed on it, which is a fault of ours: KeyError at odd_jobs.py:")
    assert "secret" not in said


def test_processor_time_is_counted_for_each_job_anew() -> None:
    with Workers(f"{JOBS}:echo", size=1, limits=Limits(cpu_s=1)) as workers:
        for number in range(300):
            workers.give(str(number), "x" * 200_000)
            assert done(workers, 1)[str(number)].fault == ""


def test_worker_is_used_again() -> None:
    with Workers(f"{JOBS}:who", size=4, limits=QUICK) as workers:
        workers.give("a", None)
        first = done(workers, 1)["a"].value["pid"]
        workers.give("b", None)
        assert done(workers, 1)["b"].value["pid"] == first


def test_worker_that_died_while_idle_is_replaced() -> None:
    with Workers(f"{JOBS}:who", size=1, limits=QUICK) as workers:
        workers.give("a", None)
        pid = done(workers, 1)["a"].value["pid"]
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.2)
        workers.give("b", None)
        assert done(workers, 1)["b"].value["pid"] != pid


def test_death_of_the_fork_server_costs_its_jobs_and_no_more() -> None:
    with Workers(f"{JOBS}:who", size=2, limits=QUICK) as workers:
        workers.give("a", None)
        server = int(Path(f"/proc/{done(workers, 1)['a'].value['pid']}/stat").read_text().split()[3])
        os.kill(server, signal.SIGKILL)
        time.sleep(0.2)
        workers.give("b", None)
        assert done(workers, 1)["b"].value["pid"]


def test_jobs_run_side_by_side_and_each_has_its_own_answer() -> None:
    with Workers(f"{JOBS}:echo", size=3, limits=QUICK) as workers:
        for name in "abc":
            workers.give(name, {"for": name})
        assert not workers.has_room
        assert {name: one.value["for"] for name, one in done(workers, 3).items()} == {"a": "a", "b": "b", "c": "c"}


def test_worker_has_no_secret_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-secret")
    with Workers(f"{JOBS}:who", size=1, limits=QUICK) as workers:
        workers.give("a", None)
        assert not {"ANTHROPIC_API_KEY", "HOME", "GITHUB_TOKEN"} & set(done(workers, 1)["a"].value["environment"])


def test_no_worker_is_left_when_the_block_ends() -> None:
    with Workers(f"{JOBS}:who", size=1, limits=QUICK) as workers:
        workers.give("a", None)
        pid = done(workers, 1)["a"].value["pid"]
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


PARENT = """
import sys, time
sys.path.insert(0, {root!r})
from modelwire_ssg.pipeline.processes import Limits, Workers
with Workers("tests.unit.pipeline.odd_jobs:who", size=2, limits=Limits()) as workers:
    workers.give("a", None)
    print(workers.wait()[0].value["pid"], flush=True)
    workers._call = "tests.unit.pipeline.odd_jobs:odd"
    workers.give("b", "hangs")
    time.sleep(60)
"""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_their_parent_however_it_ends(end: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(root=str(ROOT))], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler) and None,
    )  # fmt: skip
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    time.sleep(0.3)
    parent.send_signal(end)
    parent.wait(10)
    ends = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists() and time.monotonic() < ends:
        time.sleep(0.02)
    assert not Path(f"/proc/{pid}").exists()
    parent.stdout.close()


# what crosses


def source(url: str) -> Source:
    return Source(key="acme", url=url, publisher="acme", place=Place(path="content/sources.yml"))


def item(n: int, text: str = "") -> str:
    day = f"{NOW - timedelta(minutes=n):%a, %d %b %Y %H:%M:%S} GMT"
    return (
        f"<item><title>{n} {'T' * 900}</title><link>https://acme.example/{n}</link><pubDate>{day}</pubDate>"
        f"{''.join(f'<category>c{c}</category>' for c in range(30))}<description>{text}</description></item>"
    )


def read(tmp_path: Path, items: str, **changes: Any) -> dict[str, Any]:
    (tmp_path / "feed.xml").write_text(f"<rss version='2.0'><channel><title>A</title>{items}</channel></rss>")
    job = feed_job(
        source("file:feed.xml"),
        FeedMemory(),
        root=tmp_path,
        terms={"user_agent": "x", "now": NOW.isoformat(), "allow": []},
    )
    found: dict[str, Any] = read_feed({**job, **changes}, lambda at: None)
    return found


def test_what_comes_back_is_bounded(tmp_path: Path) -> None:
    value = read(tmp_path, "".join(item(n, "word " * 9 if n else "word " * 9_000) for n in range(510)))
    stories = read_reading(value, source("file:feed.xml")).stories
    assert len(stories) == 500
    assert max(len(story.title) for story in stories) <= 300
    assert max(len(story.categories) for story in stories) <= 20
    assert max(len(story.excerpt) for story in stories) <= 20_000


def test_texts_of_stories_that_are_too_old_to_use_stay_behind(tmp_path: Path) -> None:
    value = read(tmp_path, item(0, "fresh words") + item(60 * 24 * 9, "stale words"))
    fresh, stale = read_reading(value, source("file:feed.xml")).stories
    assert (fresh.excerpt, stale.excerpt) == ("fresh words", "")
    assert stale.keys


@pytest.mark.parametrize(
    "value",
    [None, [], {}, "text", {"status": 1}, {"memory": []}, {"remarks": [1]}, {"stories": [{"published": "soon"}]},
     {"memory": {"failures": "1"}}, {"headers": [["link"]]}, {"headers": [["link", 1]]}, {"refused": ["/"]},
     {"licenses": [None]}],
)  # fmt: skip
def test_answer_of_a_worker_that_was_taken_over_is_not_believed(value: Any) -> None:
    right = {"status": "ok", "memory": {}, "remarks": [], "stories": [], "headers": [], "refused": [], "licenses": []}
    assert read_reading(right, source("file:feed.xml")).stories == ()
    if isinstance(value, dict) and value:
        value = {**right, **value}
    with pytest.raises((TypeError, ValueError, LookupError, AttributeError)):
        read_reading(value, source("file:feed.xml"))


def test_worker_cannot_give_a_story_to_another_source(tmp_path: Path) -> None:
    value = read(tmp_path, item(0))
    value["stories"][0] |= {"source": "neighbour", "publisher": "neighbour"}
    (story,) = read_reading(value, source("file:feed.xml")).stories
    assert (story.source, story.publisher) == ("acme", "acme")
