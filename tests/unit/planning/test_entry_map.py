"""The entry map agrees with exact margins, and shows the pedicle as the way in."""

import numpy as np
import pytest

from spineplan.planning.field.safety_field import SafetyField, build_field
from spineplan.planning.margins.needle_margins import margins_of
from spineplan.planning.search.entry_map import NAMES, EntryMapRequest, entry_map
from tests.support.planned import needle, request

TARGET = (8.0, -22.0, 1.0)


@pytest.fixture(scope="module")
def field() -> SafetyField:
    return build_field(request())


def test_that_every_way_is_a_direction_with_its_places(field: SafetyField) -> None:
    found = entry_map(EntryMapRequest(field, TARGET, 3.0, pedicle="left"))
    assert found.worst_mm.shape == (len(found.cranial_deg), len(found.axial_deg)) == found.backs.shape[:2]
    assert np.allclose(np.linalg.norm(found.backs, axis=-1), 1.0)
    known = ~np.isnan(found.skin_mm[..., 0])
    assert known.any()
    run = found.skin_mm[known] - TARGET
    assert np.allclose(run / np.linalg.norm(run, axis=1)[:, None], found.backs[known], atol=1e-5)
    assert (found.worst >= 0).all()
    assert (found.worst < len(NAMES)).all()


def test_that_it_agrees_with_exact_margins(field: SafetyField) -> None:
    found = entry_map(EntryMapRequest(field, TARGET, 3.0, pedicle="left"))
    rows, columns = np.nonzero(found.worst_mm > 0.5)
    assert len(rows) > 10
    for row, column in list(zip(rows, columns, strict=True))[::5]:
        entry = np.array(TARGET) + 60.0 * found.backs[row, column]
        exact = margins_of(needle(tuple(entry), TARGET), field)
        assert exact.walls is not None
        least = min(exact.walls.least_mm, exact.clearance_mm["spinal_canal"])
        assert found.worst_mm[row, column] <= least + 0.6


def test_that_the_way_through_the_canal_is_the_worst(field: SafetyField) -> None:
    found = entry_map(EntryMapRequest(field, (0.0, -22.0, 1.0), 3.0))
    straight = found.worst_mm[len(found.cranial_deg) // 2, len(found.axial_deg) // 2]
    assert straight == pytest.approx(-1.5, abs=0.1)
    assert NAMES[int(found.worst[len(found.cranial_deg) // 2, len(found.axial_deg) // 2])] == "canal or root"


def test_that_the_map_faces_the_way_that_is_asked(field: SafetyField) -> None:
    behind = entry_map(EntryMapRequest(field, TARGET, 3.0))
    ahead = entry_map(EntryMapRequest(field, TARGET, 3.0, facing="anterior"))
    assert (behind.backs[..., 1] >= -0.1).all()
    assert (ahead.backs[..., 1] <= 0.1).all()
