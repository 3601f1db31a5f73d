"""Planted ways out of a synthetic vertebra: found where they are, and no leak where there is none."""

import numpy as np
import pytest

from spineplan.phantom.recipes import Opening
from spineplan.planning.filling.curve import FillingCurve
from spineplan.planning.filling.inputs import body_of_vertebra
from spineplan.planning.filling.simulation import fill, survey
from spineplan.planning.filling.space import space_around
from spineplan.planning.filling.stop import StopLimits, stop_volume
from tests.support.cement_levels import CementLevel, cement_level


def _curve(level: CementLevel, share: float = 0.75) -> FillingCurve:
    tips = [level.tip(1, 5.0, -3.0, 0.0), level.tip(-1, -5.0, -3.0, 0.0)]
    terrain = level.terrain()
    return FillingCurve(fill(terrain, tips, share * terrain.space.body_ml))


@pytest.mark.parametrize("level", ["T12", "L3"])
def test_that_an_intact_vertebra_leaks_nowhere(level: str) -> None:
    curve = _curve(cement_level(level))
    assert [leak for leak in curve.leaks if leak.gate.kind != "needle"] == []
    assert not any(leak.compartment == "canal" for leak in curve.leaks)


@pytest.mark.parametrize(
    ("opening", "compartment", "words"),
    [
        (Opening(level="L1", kind="posterior_breach", radius_mm=3.0, offset_mm=(6.0, 4.0)), "canal", "posterior wall"),
        (Opening(level="L1", kind="upper_endplate", radius_mm=2.8, offset_mm=(-5.0, -2.0)), "disc_superior", "upper"),
        (Opening(level="L1", kind="lower_endplate", radius_mm=2.8, offset_mm=(5.0, 0.0)), "disc_inferior", "lower"),
        (Opening(level="L1", kind="basivertebral", radius_mm=2.4), "basivertebral", "basivertebral vein"),
    ],
)
def test_that_a_planted_way_out_is_found_where_it_is(opening: Opening, compartment: str, words: str) -> None:
    level = cement_level("L1", opening)
    leaks = {leak.compartment: leak for leak in _curve(level).leaks}
    assert compartment in leaks
    leak = leaks[compartment]
    assert words in leak.reason
    assert level.mouth_mm is not None
    assert np.linalg.norm(leak.gate.at_mm - level.mouth_mm) < 4.0
    assert leak.begins_ml > 0.0
    if compartment == "basivertebral":
        assert leaks["canal"].gate.kind == "basivertebral"


def test_that_a_tip_near_the_breach_leaks_earlier() -> None:
    level = cement_level("L1", Opening(level="L1", kind="posterior_breach", radius_mm=3.0, offset_mm=(6.0, 4.0)))
    terrain = level.terrain()
    near, far = (
        FillingCurve(fill(terrain, [level.tip(1, 6.0, posterior, 3.0)], 9.0)).leaks[0].begins_ml
        for posterior in (5.0, -5.0)
    )
    assert near < far


def test_that_the_stop_lies_just_before_the_first_risk_and_names_it() -> None:
    level = cement_level("L1", Opening(level="L1", kind="lower_endplate", radius_mm=2.8, offset_mm=(5.0, 0.0)))
    curve = _curve(level)
    every = stop_volume(curve)
    lax = stop_volume(curve, StopLimits(posterior_quarter=False))
    only_leaks = min(leak.begins_ml for leak in curve.leaks)
    quarter, wall = curve.begins_ml("posterior_quarter"), curve.begins_ml("posterior_wall")
    assert quarter is not None
    assert wall is not None
    first = min(only_leaks, quarter, wall)
    assert every.volume_ml == pytest.approx(first, abs=0.1)
    assert every.volume_ml <= first + 1e-9
    assert lax.volume_ml == pytest.approx(min(only_leaks, wall), abs=0.1)
    causes = {only_leaks: "disc_inferior", quarter: "posterior_quarter", wall: "posterior_wall"}
    assert every.cause == causes[first]
    ignored = StopLimits(dict.fromkeys(("disc_inferior", "disc_superior", "canal"), float("inf")), False)
    assert stop_volume(curve, ignored).volume_ml >= lax.volume_ml


def test_that_the_body_is_counted_as_the_truth_counts_it() -> None:
    level = cement_level("L3")
    space = level.terrain().space
    assert np.count_nonzero(space.body) * space.grid.voxel_volume_ml == pytest.approx(level.body.volume_ml, rel=0.01)
    full = FillingCurve(fill(level.terrain(), [level.tip(1, 5.0, -3.0, 0.0)], 0.5 * level.body.volume_ml))
    assert full.at(3.0).body_share == pytest.approx(3.0 / level.body.volume_ml, rel=0.05)


def test_that_the_body_of_a_steep_l5_is_told_from_its_thick_pedicles() -> None:
    level = cement_level("L5", age=66)
    frames = level.scene.spine.frames
    cranial = frames["L4"][:3, 3] - frames["S"][:3, 3] if "S" in frames else frames["L4"][:3, 3] - frames["L5"][:3, 3]
    guess = body_of_vertebra(level.vertebra, cranial / np.linalg.norm(cranial))
    assert guess.volume_ml == pytest.approx(level.body.volume_ml, rel=0.10)


def test_that_an_intact_l5_known_only_as_a_whole_vertebra_leaks_nowhere() -> None:
    level = cement_level("L5", age=66)
    frames = level.scene.spine.frames
    cranial = frames["L4"][:3, 3] - frames["L5"][:3, 3]
    cranial /= np.linalg.norm(cranial)
    body = body_of_vertebra(level.vertebra, cranial)
    terrain = survey(space_around(level.volume, level.vertebra, body, cranial_lps=cranial))
    tips = [level.tip(1, 5.0, -3.0, 0.0), level.tip(-1, -5.0, -3.0, 0.0)]
    curve = FillingCurve(fill(terrain, tips, 0.75 * level.body.volume_ml))
    assert [leak for leak in curve.leaks if leak.gate.kind != "needle"] == []
