"""The numbers of a report do not depend on how it was worked out: at once or before, on one thread or several."""

import os
import subprocess
import sys

import numpy as np
import pytest

from spineplan.phantom.recipes import Opening
from spineplan.planning.margins.plan_margins import plan_margins
from spineplan.planning.treatment_numbers import level_treatment
from spineplan.render.scene_volume import coarse_copy
from spineplan.report.content import report_content
from spineplan.report.judged import Known
from spineplan.report.model import Report
from tests.support.cement_levels import cement_level
from tests.support.treatment_plans import TreatmentPlan, treatment_plan
from tests.unit.report.conftest import NOON

BREACH = Opening(level="L2", kind="posterior_breach", radius_mm=3.0, offset_mm=(6.0, 2.0))


@pytest.fixture(scope="module")
def made() -> TreatmentPlan:
    return treatment_plan(cement_level("L2", BREACH), 9.0)


@pytest.fixture(scope="module")
def at_once(made: TreatmentPlan) -> Report:
    return report_content(made.plan, made.masks, made.level.volume, NOON)


def test_that_what_the_window_hands_over_gives_the_same_report(made: TreatmentPlan, at_once: Report) -> None:
    margins = plan_margins(made.plan, made.level.volume, lambda ref: made.masks[ref.sha256])
    filled = level_treatment(made.plan, "L2", lambda ref: made.masks[ref.sha256], made.level.volume)
    known = Known(margins, (filled,))
    assert report_content(made.plan, made.masks, made.level.volume, NOON, known=known) == at_once


def test_that_one_thread_gives_the_same_report(
    made: TreatmentPlan, at_once: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spineplan.report.content.THREADS", 1)
    assert report_content(made.plan, made.masks, made.level.volume, NOON) == at_once


def test_that_pictures_change_no_number(made: TreatmentPlan, at_once: Report) -> None:
    bare = report_content(made.plan, made.masks, made.level.volume, NOON, pictures=False)
    told = [
        [(part.title, part.facts, part.notes) for level in one.levels for part in level.parts]
        for one in (bare, at_once)
    ]
    assert told[0] == told[1]
    assert bare.findings == at_once.findings
    assert bare.checklist == at_once.checklist


def _told(report: Report) -> list[tuple[object, ...]]:
    return [(part.title, part.facts, part.notes) for level in report.levels for part in level.parts]


def test_that_a_part_of_the_coarse_copy_is_a_part_of_the_whole(made: TreatmentPlan) -> None:
    volume = made.level.volume
    whole = coarse_copy(volume)
    middle = volume.grid.centre_mm
    part = coarse_copy(volume, (middle - 12.0, middle + 15.0))
    assert part.array_kji.size < whole.array_kji.size
    offset = whole.grid.ijk_from_lps @ np.array([*part.grid.lps_from_ijk[:3, 3], 1.0])
    k, j, i = np.rint(offset[:3]).astype(int)[::-1]
    assert np.allclose(offset[:3], [i, j, k])
    a, b, c = part.array_kji.shape
    assert np.array_equal(part.array_kji, whole.array_kji[k : k + a, j : j + b, i : i + c])


def test_that_matrix_products_keep_to_one_thread() -> None:
    code = "import spineplan, os; print(os.environ['OPENBLAS_NUM_THREADS'])"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS")}
    told = [
        subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True).stdout.strip()
        for env in (clean, clean | {"OPENBLAS_NUM_THREADS": "3"})
    ]
    assert told == ["1", "3"]
