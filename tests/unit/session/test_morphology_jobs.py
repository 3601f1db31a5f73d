"""Levels are measured one after the other in the background: what is looked at first, and nothing after a Cancel."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from spineplan.plan.edits import PutLesion, PutLevel
from spineplan.plan.model import Lesion
from spineplan.session.jobs import Job, Jobs, Progress
from spineplan.session.level_request import level_request
from spineplan.session.morphology import Morphology
from spineplan.session.session import Session
from tests.support.blocks import block_session


class ByHand(Jobs):
    """Jobs that begin when the test says so."""

    def __init__(self) -> None:
        super().__init__(lambda action: action(), threads=1)
        self.begun: list[Callable[[], None]] = []

    def start(self, title, work, on_result, on_error=None, outside=False) -> Job:
        job: Job = Job(title, self.generation, Progress())
        self._running.append(job)
        self.begun.append(lambda: self._run(job, work, on_result, on_error))
        return job

    def go_on(self) -> None:
        self.begun.pop(0)()


@pytest.fixture
def session() -> Session:
    """L1 to L4 on the same outline; L4 has a lesion."""
    made, _ = block_session()
    level = made.plan.level("L3")
    for name in ("L1", "L2", "L4"):
        made.apply(PutLevel(type(level)(name=name, centre_mm=level.centre_mm, mask=level.mask)))
    made.apply(PutLesion(Lesion(id="a", level="L4", seed_mm=level.centre_mm, mask=level.mask)))
    return made


def measured(session: Session) -> tuple[Morphology, ByHand, list[str]]:
    jobs, order = ByHand(), []
    morphology = Morphology(jobs)
    morphology.use(session)
    known = set()

    def note() -> None:
        for name in ("L1", "L2", "L3", "L4"):
            key = morphology._key(name)
            if key in morphology._found and name not in known:
                known.add(name)
                order.append(name)

    morphology.on_change = note
    return morphology, jobs, order


def test_that_the_level_that_is_looked_at_comes_first_then_those_with_lesions(session: Session) -> None:
    morphology, jobs, order = measured(session)
    morphology.computed()
    assert morphology.of("L3") is None
    while jobs.begun:
        jobs.go_on()
    assert order == ["L4", "L3", "L1", "L2"]
    assert not morphology.busy


def test_that_cancel_ends_the_measuring_until_it_is_asked_for_again(session: Session) -> None:
    morphology, jobs, order = measured(session)
    morphology.computed()
    assert morphology.busy
    assert morphology.missing("L4") == ""
    jobs.running[0].cancel()
    jobs.go_on()
    assert not morphology.busy
    assert "cancelled" in morphology.missing("L4")
    assert morphology.of("L4") is None
    morphology.computed()
    assert (jobs.begun, order) == ([], [])
    morphology.again("L4")
    jobs.go_on()
    assert order == ["L4"]
    assert morphology.missing("L4") == ""


def test_that_an_mr_that_the_plan_is_made_on_is_read_and_one_elsewhere_is_not(session: Session) -> None:
    (volume,) = session.volumes.values()
    session.volumes[volume.series_uid] = replace(volume, modality="MR", description="T1 sag")
    elsewhere = replace(volume, modality="MR", series_uid="other", frame_of_reference_uid="elsewhere")
    session.volumes["other"] = elsewhere
    request = level_request(session, "L4")
    assert request is not None
    assert request.ct is None
    assert [one.volume.series_uid for one in request.other_series] == [volume.series_uid]


def test_that_nothing_is_measured_while_vertebrae_are_outlined(session: Session) -> None:
    morphology, jobs, order = measured(session)
    morphology.of("L4")
    assert len(jobs.begun) == 1
    morphology.hold(True)
    jobs.go_on()  # it was asked to stop
    assert order == []
    assert morphology.of("L3") is None
    assert jobs.begun == []
    assert morphology.busy
    assert morphology.missing("L4") == ""
    morphology.hold(False)
    while jobs.begun:
        jobs.go_on()
    assert sorted(order) == ["L3", "L4"]
    assert not morphology.busy


def test_that_a_cancel_before_outlining_is_still_a_cancel_after_it(session: Session) -> None:
    morphology, jobs, _ = measured(session)
    morphology.of("L4")
    jobs.running[0].cancel()
    jobs.go_on()
    assert not morphology.busy
    morphology.hold(True)
    morphology.hold(False)
    assert morphology.of("L4") is None
    assert jobs.begun == []
    assert "cancelled" in morphology.missing("L4")
