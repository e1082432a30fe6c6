"""Work in threads: what is begun comes back, what was stopped is not begun."""

import threading
import time

import pytest

from modelwire_ssg.pipeline.crew import Crew


def test_every_job_comes_back_with_its_own_result() -> None:
    crew = Crew(lambda n: n * n, range(50), 4)
    assert sorted((job, outcome.result()) for job, outcome in crew) == [(n, n * n) for n in range(50)]


def test_no_more_than_its_size_work_at_once() -> None:
    lock = threading.Lock()
    working: list[int] = []
    most = 0

    def work(job: int) -> None:
        nonlocal most
        with lock:
            working.append(job)
            most = max(most, len(working))
        time.sleep(0.01)
        with lock:
            working.remove(job)

    list(Crew(work, range(20), 3))
    assert most == 3


def test_after_a_stop_what_was_begun_comes_back_and_the_rest_is_left() -> None:
    crew = Crew(lambda n: n, range(10), 2)
    seen = []
    for job, _ in crew:
        seen.append(job)
        crew.stop()
    assert sorted([*seen, *crew.left]) == list(range(10))
    assert len(seen) in (1, 2)


def test_iterating_again_after_an_interrupt_gives_what_was_under_way() -> None:
    crew = Crew(lambda n: n, range(3), 3)
    next(iter(crew))
    crew.stop()
    assert crew.running == 2
    assert len(list(crew)) == 2


def test_an_error_is_raised_where_the_result_is_asked_for() -> None:
    def work(job: int) -> int:
        raise ValueError(job)

    ((_, outcome),) = Crew(work, [7], 1)
    with pytest.raises(ValueError, match="7"):
        outcome.result()
