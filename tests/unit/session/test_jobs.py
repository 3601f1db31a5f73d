"""An answer for a closed patient never arrives, and Cancel cancels. Deliveries wait until the test lets them in."""

import queue
import threading
from collections.abc import Callable, Iterator

import pytest

from spineplan.errors import Cancelled, PlanRefused
from spineplan.session.jobs import Jobs, Progress

PATIENCE_S = 20.0


class Owner:
    """The thread that owns the session: lets deliveries in when the test says so."""

    def __init__(self) -> None:
        self.waiting: queue.Queue[Callable[[], None]] = queue.Queue()
        self.jobs = Jobs(self.waiting.put, threads=2)

    def let_in_until(self, done: Callable[[], bool]) -> None:
        while not done():
            self.waiting.get(timeout=PATIENCE_S)()

    def let_in_all(self) -> None:
        while not self.waiting.empty():
            self.waiting.get()()


@pytest.fixture
def owner() -> Iterator[Owner]:
    made = Owner()
    yield made
    made.jobs.close()
    made.let_in_all()


def test_that_an_answer_arrives_on_the_owners_thread(owner: Owner) -> None:
    answers: list[tuple[int, threading.Thread]] = []
    job = owner.jobs.start("Add", lambda _: 3 + 4, lambda value: answers.append((value, threading.current_thread())))
    assert owner.jobs.running == (job,)
    owner.let_in_until(job.finished.is_set)
    assert answers == [(7, threading.current_thread())]
    assert owner.jobs.running == ()


def test_that_a_late_answer_for_a_closed_patient_is_dropped(owner: Owner) -> None:
    answers: list[str] = []
    computed = threading.Event()

    def work(_: Progress) -> str:
        computed.set()
        return "the first patient's level"

    job = owner.jobs.start("Find levels", work, answers.append)
    assert computed.wait(PATIENCE_S)
    owner.jobs.new_generation()
    second = owner.jobs.start("Find levels", lambda _: "the second patient's level", answers.append)
    owner.let_in_until(lambda: job.finished.is_set() and second.finished.is_set())
    assert answers == ["the second patient's level"]


def test_that_a_late_error_for_a_closed_patient_is_dropped(owner: Owner) -> None:
    errors: list[Exception] = []

    def work(_: Progress) -> None:
        raise PlanRefused("The first patient's plan is damaged.")

    job = owner.jobs.start("Load", work, lambda _: None, errors.append)
    owner.jobs.new_generation()
    owner.let_in_until(job.finished.is_set)
    assert errors == []


def test_that_cancel_stops_the_work_at_its_next_step(owner: Owner) -> None:
    reached, go_on = threading.Event(), threading.Event()
    after: list[str] = []

    def work(progress: Progress) -> str:
        progress.step(0.5, "half")
        reached.set()
        go_on.wait(PATIENCE_S)
        progress.step(0.6)
        after.append("not stopped")
        return "done"

    answers: list[str] = []
    errors: list[Exception] = []
    job = owner.jobs.start("Slow", work, answers.append, errors.append)
    assert reached.wait(PATIENCE_S)
    job.cancel()
    go_on.set()
    owner.let_in_until(job.finished.is_set)
    assert (answers, errors, after) == ([], [], [])
    assert (job.done, job.text) == (0.5, "half")


def test_that_closing_the_patient_cancels_its_jobs(owner: Owner) -> None:
    reached = threading.Event()
    stopped = threading.Event()

    def work(progress: Progress) -> None:
        reached.set()
        try:
            while True:
                progress.step()
        except Cancelled:
            stopped.set()
            raise

    owner.jobs.start("Endless", work, lambda _: None)
    assert reached.wait(PATIENCE_S)
    owner.jobs.new_generation()
    assert stopped.wait(PATIENCE_S)


def test_that_an_expected_error_reaches_its_handler(owner: Owner) -> None:
    errors: list[Exception] = []

    def work(_: Progress) -> None:
        raise PlanRefused("No.")

    job = owner.jobs.start("Load", work, lambda _: None, errors.append)
    owner.let_in_until(job.finished.is_set)
    assert [str(error) for error in errors] == ["No."]


def test_that_an_unexpected_error_without_handler_is_not_swallowed(owner: Owner) -> None:
    def work(_: Progress) -> None:
        raise ZeroDivisionError("a defect")

    job = owner.jobs.start("Load", work, lambda _: None)
    with pytest.raises(ZeroDivisionError):
        owner.let_in_until(lambda: False)
    assert job.finished.is_set()


def test_that_many_jobs_all_answer(owner: Owner) -> None:
    answers: list[int] = []
    jobs = [owner.jobs.start(str(n), lambda _, n=n: n, answers.append) for n in range(20)]
    owner.let_in_until(lambda: all(job.finished.is_set() for job in jobs))
    assert sorted(answers) == list(range(20))


def test_that_a_flood_of_reports_is_one_delivery(owner: Owner) -> None:
    worked = threading.Event()

    def work(progress: Progress) -> None:
        for n in range(10_000):
            progress.step(n / 10_000, f"file {n}" if n % 2 else "")
        worked.set()

    job = owner.jobs.start("Scan", work, lambda _: None)
    assert worked.wait(PATIENCE_S)
    assert owner.waiting.qsize() <= 3
    owner.let_in_until(job.finished.is_set)
    assert (job.done, job.text) == (0.9999, "file 9999")


def test_that_a_failure_nobody_takes_is_raised_on_the_owners_thread(owner: Owner) -> None:
    def work(_: Progress) -> None:
        raise PlanRefused("The plan file is damaged.")

    owner.jobs.start("Open", work, lambda _: None)
    with pytest.raises(PlanRefused, match="damaged"):
        owner.let_in_until(lambda: False)


def test_that_a_wait_for_another_program_holds_up_nobody(owner: Owner) -> None:
    """Both threads' worth of waiting, and a quick job is answered all the same."""
    ended = threading.Event()
    answers: list[str] = []

    def wait(_: Progress) -> None:
        assert ended.wait(PATIENCE_S)

    waits = [owner.jobs.start("TotalSegmentator", wait, lambda _none: None, outside=True) for _ in range(2)]
    quick = owner.jobs.start("Find levels", lambda _: "found", answers.append)
    owner.let_in_until(quick.finished.is_set)
    assert answers == ["found"]
    assert [job.outside for job in owner.jobs.running] == [True, True]
    ended.set()
    owner.let_in_until(lambda: all(job.finished.is_set() for job in waits))
