"""Margins of the open plan: measured once, never stale, and said when they are not known."""

import time
from collections.abc import Iterator

import numpy as np
import pytest
from msgspec.structs import replace

from spineplan.geometry.affine import transform_points
from spineplan.geometry.vectors import unit, vector
from spineplan.imaging.mask import Mask
from spineplan.plan.edits import PutLevel, PutNeedle, SetGuidance
from spineplan.session.proposing import Wish, put_proposal, start_search
from spineplan.session.safety import NoField, Safety, guidance_of
from spineplan.session.session import Session
from tests.support.blocks import block_needle, block_session, canal_of_blocks, immediate_jobs
from tests.support.planned import brute_clearance


@pytest.fixture
def safety() -> Iterator[tuple[Safety, Session]]:
    jobs = immediate_jobs()
    made, (session, _) = Safety(jobs), block_session()
    made.use(session)
    yield made, session
    jobs.close()


def measured(safety: Safety, level: str = "L3") -> None:
    """Wait for the field."""
    until = time.monotonic() + 60.0
    while safety.field(level) is None:
        assert time.monotonic() < until
        time.sleep(0.02)


def test_that_margins_come_when_the_field_is_there_and_tell_so(safety: tuple[Safety, Session]) -> None:
    made, _ = safety
    told: list[bool] = []
    made.on_change = lambda: told.append(True)
    assert made.margins(block_needle()) is None
    measured(made)
    assert told
    margins = made.margins(block_needle())
    assert margins is not None
    assert made.margins(block_needle()) is margins


def test_that_the_canal_is_as_far_as_voxels_say(safety: tuple[Safety, Session]) -> None:
    made, session = safety
    measured(made)
    needle = block_needle()
    margins = made.margins(needle)
    assert margins is not None
    volume = next(iter(session.volumes.values()))
    canal = canal_of_blocks(volume)
    centres = transform_points(canal.grid.lps_from_ijk, np.argwhere(canal.voxels_kji)[:, ::-1].astype(float))
    tip, along = vector(needle.target_mm), unit(vector(needle.entry_mm) - vector(needle.target_mm))
    brute = brute_clearance(centres, canal.grid, tip + 120.0 * along, tip, needle.outer_diameter_mm / 2.0)
    nearest = min(one.clearance_mm for one in margins.clearances if "canal" in one.key)
    assert nearest == pytest.approx(brute, abs=0.05)


def test_that_an_edited_vertebra_is_measured_anew(safety: tuple[Safety, Session]) -> None:
    made, session = safety
    measured(made)
    before = made.field("L3")
    level = session.plan.levels[0]
    mask = session.masks.get(level.mask)
    voxels = mask.voxels_kji.copy()
    voxels[:, :2] = False
    shaved = session.masks.add(Mask(voxels, mask.start_kji, mask.parent), level.mask.series_uid)
    session.apply(PutLevel(replace(level, mask=shaved)))
    assert made.field("L3") is None
    measured(made)
    assert made.field("L3") is not before


def test_that_a_level_without_a_vertebra_says_what_to_do(safety: tuple[Safety, Session]) -> None:
    made, session = safety
    session.apply(PutLevel(replace(session.plan.levels[0], mask=None)))
    assert isinstance(made.field("L3"), NoField)
    assert "find the levels or import labels" in made.missing("L3")
    assert made.margins(block_needle()) is None


def test_that_another_patient_keeps_nothing(safety: tuple[Safety, Session]) -> None:
    made, _ = safety
    measured(made)
    made.use(None)
    assert made.margins(block_needle()) is None


def test_that_the_envelope_is_the_needles_own_then_the_plans_then_the_usual(safety: tuple[Safety, Session]) -> None:
    made, session = safety
    measured(made)
    needle = block_needle()
    session.apply(PutNeedle(needle))
    usual = guidance_of(session.plan, needle)
    assert usual.id == "laser"
    session.apply(SetGuidance("robot"))
    assert guidance_of(session.plan, needle).id == "robot"
    assert guidance_of(session.plan, replace(needle, guidance="free-hand")).id == "free-hand"
    assert guidance_of(session.plan, replace(needle, guidance="gone")).id == "robot"
    margins = made.margins(needle)
    assert margins is not None
    assert margins.envelope is not None
    assert margins.envelope.worst_mm < margins.worst_mm


def test_that_the_map_agrees_with_the_needle_it_is_made_for(safety: tuple[Safety, Session]) -> None:
    made, _ = safety
    measured(made)
    needle = block_needle()
    found, margins = made.entry_map(needle), made.margins(needle)
    assert found is not None
    assert margins is not None
    back = unit(vector(needle.entry_mm) - vector(needle.target_mm))
    nearest = np.unravel_index(int(np.argmax(found.backs @ back)), found.worst_mm.shape)
    assert found.worst_mm[nearest] == pytest.approx(margins.worst_mm, abs=1.5)
    assert made.entry_map(needle) is found


def test_that_a_proposal_becomes_a_needle_of_the_plan(safety: tuple[Safety, Session]) -> None:
    made, session = safety
    measured(made)
    answers: list[object] = []
    jobs = immediate_jobs()
    job = start_search(session, jobs, made, Wish("L3", "transpedicular", ("left",), "15G"), None, "Searching",
                       answers.append, answers.append)  # fmt: skip
    assert not isinstance(job, str)
    assert job.finished.wait(60.0)
    jobs.close()
    (found,) = answers
    assert found.proposals, found
    session.apply(put_proposal(session.plan, found.proposals[0]))
    (needle,) = session.plan.needles
    assert needle.side == "left"
    again = put_proposal(session.plan, found.proposals[-1], needle.id).apply(session.plan)
    assert len(again.needles) == 1
    assert start_search(session, jobs, made, Wish("T9", "transpedicular"), None, "x", print, print) == made.missing(
        "T9"
    )
