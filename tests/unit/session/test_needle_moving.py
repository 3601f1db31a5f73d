"""Small steps and copies of a needle."""

import numpy as np
import pytest
from msgspec.structs import replace

from spineplan.errors import EditRefused
from spineplan.geometry.vectors import vector
from spineplan.plan.model import Ellipsoid, Identity, Level, Needle, PedicleMark, Plan, SeriesRef
from spineplan.session.needle_moving import (
    advanced,
    copied,
    mirrored,
    nudged,
    put_copied,
    put_mirrored,
    put_snapped,
    tilted,
)

NEEDLE = Needle(
    id="n", level="L3", approach="transpedicular", side="left", entry_mm=(25.0, 60.0, 8.0), target_mm=(4.0, 0.0, 0.0),
    model="m", gauge="11G", outer_diameter_mm=3.0, length_mm=120.0,
)  # fmt: skip
L3 = Level(name="L3", centre_mm=(1.0, 0.0, 0.0))
L2 = Level(name="L2", centre_mm=(3.0, -4.0, 36.0))


def length(needle: Needle) -> float:
    return float(np.linalg.norm(vector(needle.entry_mm) - vector(needle.target_mm)))


def test_that_a_nudge_moves_both_ends_across_the_needle() -> None:
    moved = nudged(NEEDLE, 0.5, 0.0)
    by = vector(moved.entry_mm) - vector(NEEDLE.entry_mm)
    assert np.linalg.norm(by) == pytest.approx(0.5)
    assert by == pytest.approx(vector(moved.target_mm) - vector(NEEDLE.target_mm))
    assert by @ (vector(NEEDLE.entry_mm) - vector(NEEDLE.target_mm)) == pytest.approx(0.0, abs=1e-9)
    assert vector(nudged(NEEDLE, 0.0, 0.5).entry_mm)[2] > NEEDLE.entry_mm[2]


def test_that_advancing_moves_only_the_tip_and_stops_at_the_entry() -> None:
    assert length(advanced(NEEDLE, 0.5)) == pytest.approx(length(NEEDLE) + 0.5)
    assert advanced(NEEDLE, 0.5).entry_mm == NEEDLE.entry_mm
    with pytest.raises(EditRefused):
        advanced(NEEDLE, -length(NEEDLE))


def test_that_a_tilt_turns_about_the_tip_by_its_angle() -> None:
    for right, up in ((0.5, 0.0), (0.0, 0.5), (-3.0, 0.0)):
        turned = tilted(NEEDLE, right, up)
        assert turned.target_mm == NEEDLE.target_mm
        a, b = (vector(n.entry_mm) - vector(n.target_mm) for n in (NEEDLE, turned))
        angle = np.degrees(np.arccos(a @ b / np.linalg.norm(a) / np.linalg.norm(b)))
        assert angle == pytest.approx(abs(right + up), abs=1e-6)
    assert tilted(NEEDLE, 0.0, 5.0).entry_mm[2] > NEEDLE.entry_mm[2]
    # Seen from behind, the patient's right is at the screen's right: the hub goes that way.
    assert tilted(NEEDLE, 5.0, 0.0).entry_mm[0] < NEEDLE.entry_mm[0]


def test_that_a_mirrored_needle_is_on_the_other_side_of_its_vertebra() -> None:
    other = mirrored(NEEDLE, L3)
    assert other.side == "right"
    assert other.id != NEEDLE.id
    assert other.entry_mm == pytest.approx((-23.0, 60.0, 8.0))
    assert other.target_mm == pytest.approx((-2.0, 0.0, 0.0))


def test_that_mirroring_follows_a_turned_vertebra() -> None:
    a = np.radians(20.0)
    axes = ((np.cos(a), np.sin(a), 0.0), (-np.sin(a), np.cos(a), 0.0), (0.0, 0.0, 1.0))
    body = Ellipsoid(centre_mm=L3.centre_mm, semi_axes_mm=(20.0, 15.0, 12.0), axes_lps=axes)
    other = mirrored(NEEDLE, replace(L3, body=body))
    across = np.array(axes[0])
    for mine, its in ((NEEDLE.entry_mm, other.entry_mm), (NEEDLE.target_mm, other.target_mm)):
        off, its_off = vector(mine) - vector(L3.centre_mm), vector(its) - vector(L3.centre_mm)
        assert its_off @ across == pytest.approx(-(off @ across))
        assert np.linalg.norm(np.cross(its - vector(mine), across)) == pytest.approx(0.0, abs=1e-9)


def test_that_a_copy_keeps_its_place_in_the_vertebra() -> None:
    there = copied(NEEDLE, L3, L2)
    assert there.level == "L2"
    assert vector(there.entry_mm) - vector(L2.centre_mm) == pytest.approx(
        vector(NEEDLE.entry_mm) - vector(L3.centre_mm)
    )


def test_that_snapping_puts_the_needle_on_the_pedicles_axis() -> None:
    axis = np.array([-0.3, -0.95, 0.0]) / np.hypot(0.3, 0.95)
    pedicle = PedicleMark(side="left", centre_mm=(15.0, 25.0, 6.0), axis_lps=tuple(axis), width_mm=8.0, height_mm=12.0)
    plan = Plan(
        identity=Identity(), reference=SeriesRef(series_uid="1"), levels=(replace(L3, pedicles=(pedicle,)),),
        needles=(NEEDLE,),
    )  # fmt: skip
    (moved,) = put_snapped(plan, NEEDLE).apply(plan).needles
    for place, old in ((moved.entry_mm, NEEDLE.entry_mm), (moved.target_mm, NEEDLE.target_mm)):
        off = vector(place) - vector(pedicle.centre_mm)
        assert np.linalg.norm(np.cross(off, axis)) == pytest.approx(0.0, abs=1e-9)
        assert off @ axis == pytest.approx((vector(old) - vector(pedicle.centre_mm)) @ axis)
    with pytest.raises(EditRefused, match="right pedicle of L3 is not known"):
        put_snapped(plan, replace(NEEDLE, side="right"))


def test_that_a_second_needle_on_a_side_is_refused_and_unmarked_levels_too() -> None:
    plan = Plan(identity=Identity(), reference=SeriesRef(series_uid="1"), levels=(L2, L3), needles=(NEEDLE,))
    done = put_mirrored(plan, NEEDLE).apply(plan)
    assert [needle.side for needle in done.needles] == ["left", "right"]
    with pytest.raises(EditRefused, match="right needle already"):
        put_mirrored(done, NEEDLE)
    with pytest.raises(EditRefused, match="T9 is not marked"):
        put_copied(plan, NEEDLE, "T9")
