"""Background work: frozen request -> pure function -> result, on threads, with progress and cancellation."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from spineplan.errors import Cancelled

T = TypeVar("T")
Deliver = Callable[[Callable[[], None]], None]
"""Runs a callable on the thread that owns the session (the UI passes its event loop's)."""


class Progress:
    """Handed to the work: `step` reports and is the cancellation point."""

    def __init__(self, report: Callable[[float | None, str], None] | None = None) -> None:
        self._report = report
        self._cancelled = threading.Event()

    def step(self, done: float | None = None, text: str = "") -> None:
        """done: 0..1 or None when unknown. Raises Cancelled after `cancel`."""
        if self._cancelled.is_set():
            raise Cancelled
        if self._report is not None:
            self._report(done, text)

    def cancel(self) -> None:
        """Make the next `step` raise Cancelled."""
        self._cancelled.set()


@dataclass(eq=False)
class Job(Generic[T]):
    """One running piece of work. `generation`: the session's when it started; a later one drops the answer."""

    title: str
    generation: int
    progress: Progress
    done: float | None = None
    text: str = ""
    outside: bool = False
    """The work is another program's; this one only waits for it."""
    told: bool = False
    """A report is on its way to the owner; further ones until then need no delivery of their own."""
    finished: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self.progress.cancel()


class Jobs:
    """Runs jobs on a few threads and delivers answers in order on the owner's thread. Jobs that wait for another
    program have threads of their own: they hold up nobody.

    An answer whose generation is not the current one is dropped: a result for a closed patient never arrives.
    """

    def __init__(self, deliver: Deliver, threads: int = 2) -> None:
        self._deliver = deliver
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="spineplan-job")
        self._running: list[Job[object]] = []
        self._waiting: list[threading.Thread] = []
        self.generation = 0
        self.on_change: Callable[[], None] = lambda: None

    @property
    def running(self) -> tuple[Job[object], ...]:
        """Jobs under way, oldest first; read it from the owner's thread."""
        return tuple(self._running)

    def start(
        self,
        title: str,
        work: Callable[[Progress], T],
        on_result: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
        outside: bool = False,
    ) -> Job[T]:
        """Run `work(progress)` on a thread; `on_result` or `on_error` is called by the owner's thread. outside: the
        work waits for another program.

        Without `on_error` a failure is raised there: nothing but Cancelled passes in silence.
        """
        job: Job[T] = Job(title, self.generation, Progress(), outside=outside)
        job.progress = Progress(lambda done, text: self._report(job, done, text))
        self._running.append(job)  # type: ignore[arg-type]
        if outside:
            self._waiting = [other for other in self._waiting if other.is_alive()]
            thread = threading.Thread(target=self._run, args=(job, work, on_result, on_error), name="spineplan-outside")
            self._waiting.append(thread)
            thread.start()
        else:
            self._pool.submit(self._run, job, work, on_result, on_error)
        self._deliver(self.on_change)
        return job

    def new_generation(self) -> None:
        """Another patient: cancel everything; late answers are dropped."""
        self.generation += 1
        for job in self._running:
            job.cancel()

    def close(self) -> None:
        """Cancel everything and wait for the threads to end."""
        self.new_generation()
        self._pool.shutdown(wait=True, cancel_futures=True)
        for thread in self._waiting:
            thread.join()

    def _report(self, job: Job[T], done: float | None, text: str) -> None:
        """On the job's thread. A scan reports every file: the owner hears of the latest when it has time."""
        job.done, job.text = done, text or job.text
        if not job.told:
            job.told = True
            self._deliver(lambda: self._reported(job))

    def _reported(self, job: Job[T]) -> None:
        job.told = False
        self.on_change()

    def _run(
        self,
        job: Job[T],
        work: Callable[[Progress], T],
        on_result: Callable[[T], None],
        on_error: Callable[[Exception], None] | None,
    ) -> None:
        try:
            result = work(job.progress)
        except Exception as error:  # noqa: BLE001 - every failure must reach the owner's thread
            failure = error
            self._deliver(lambda: self._end(job, lambda: _report_failure(failure, on_error)))
        else:
            self._deliver(lambda: self._end(job, lambda: on_result(result)))

    def _end(self, job: Job[T], answer: Callable[[], None]) -> None:
        self._running = [other for other in self._running if other is not job]
        job.finished.set()
        self.on_change()
        if job.generation == self.generation:
            answer()


def _report_failure(error: Exception, on_error: Callable[[Exception], None] | None) -> None:
    if isinstance(error, Cancelled):
        return
    if on_error is None:
        raise error
    on_error(error)
