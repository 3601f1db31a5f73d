"""Discs that a plan kept, laid through the spine again: what did not change stays the same objects."""

import pytest
from msgspec.structs import replace

from spineplan.anatomy.levels_of_planes import marks_of_planes, spine_of_planes
from spineplan.plan.model import DiscPlane
from spineplan.session.levels.level_finding import marks_edit
from spineplan.session.levels.level_snapping import snapped
from spineplan.session.levels.level_state import chain_of
from tests.support.found_spines import found_marks
from tests.support.plans import plan_of
from tests.support.rows import BODY_Y_MM, disc


def chain(*names: str) -> tuple[tuple[DiscPlane, ...], tuple[str, ...]]:
    found = chain_of(marks_edit(plan_of(), found_marks(*names)).apply(plan_of()).levels)
    assert found is not None
    return found.discs, found.names


def test_that_the_same_discs_give_the_same_spans() -> None:
    spine = found_marks("L1", "L2", "L3").spine
    discs, names = chain("L1", "L2", "L3")
    laid = marks_of_planes(spine, discs, names)
    assert all(a is b for a, b in zip(laid.spine.spans, spine.spans, strict=True))
    assert laid.names == ("L3", "L2", "L1")
    assert [one.s_mm for one in laid.spine.discs] == [one.s_mm for one in spine.discs]


def test_that_a_moved_disc_makes_two_new_spans() -> None:
    spine = found_marks("L1", "L2", "L3").spine
    discs, _ = chain("L1", "L2", "L3")
    moved = tuple(replace(one, centre_mm=(0.0, BODY_Y_MM, -33.0)) if n == 2 else one for n, one in enumerate(discs))
    laid = spine_of_planes(spine, moved)
    assert [a is b for a, b in zip(laid.spans, spine.spans, strict=True)] == [True, False, False]
    assert laid.spans[1].above.centre_mm[2] == -33.0
    assert laid.spans[1].above.s_mm == pytest.approx(spine.line.nearest(laid.spans[1].above.centre_mm))
    assert laid.disc_of(laid.spans[1].above).clicked


def test_that_rounding_in_a_file_is_no_other_disc() -> None:
    spine = found_marks("L1", "L2").spine
    discs, _ = chain("L1", "L2")
    rounded = [replace(one, centre_mm=tuple(v + 0.004 for v in one.centre_mm)) for one in discs]
    assert all(a is b for a, b in zip(spine_of_planes(spine, rounded).spans, spine.spans, strict=True))


def test_that_a_row_needs_two_discs_and_a_name_for_each_vertebra() -> None:
    spine = found_marks("L1", "L2").spine
    with pytest.raises(ValueError, match="between two discs"):
        spine_of_planes(spine, [disc(0.0)])
    with pytest.raises(ValueError, match="1 vertebrae and 2 names"):
        marks_of_planes(spine, [disc(-30.0), disc(0.0)], ("L1", "L2"))


def test_that_a_plane_snaps_to_the_disc_that_the_image_shows() -> None:
    """The row's profile has its peaks every 30 mm from z = 0 down."""
    spine = found_marks("L1", "L2", "L3").spine
    near = snapped(spine, (0.0, BODY_Y_MM, -33.0), disc(-33.0))
    assert near.centre_mm[2] == pytest.approx(-30.0, abs=1.0)
    assert near.normal_lps == pytest.approx((0.0, 0.0, 1.0), abs=1e-6)
