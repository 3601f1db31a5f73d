"""The studied band follows the body that is known best."""

import pytest
from msgspec.structs import replace

from spineplan.measure.cement_band import level_band
from spineplan.measure.checklist_facts import checklist_facts
from spineplan.plan.model import Lesion, MaskRef, PartMask
from tests.support.plans import plan_of, spine


def mask(volume_ml: float, digit: str) -> MaskRef:
    return MaskRef(sha256=digit * 64, series_uid="1.2", voxels=9, volume_ml=volume_ml)


def test_that_the_band_is_of_the_outlined_body() -> None:
    levels = spine("L1", "L2", "L3")
    part = PartMask(part="body", mask=mask(20.0, "a"))
    plan = plan_of((*levels[:2], replace(levels[2], mask=mask(31.0, "b"), parts=(part,))))
    found = level_band(plan, "L3")
    assert found is not None
    # 15 to 30 % of 20 mL.
    assert (found.body.origin, found.band.low_ml, found.band.high_ml) == (
        "outlined",
        pytest.approx(3.0),
        pytest.approx(6.0),
    )
    assert checklist_facts(plan).body_volume_ml == {"L3": 20.0}


def test_that_a_painted_lytic_lesion_smaller_than_the_band_lowers_it() -> None:
    levels = spine("L1", "L2", "L3")
    part = PartMask(part="body", mask=mask(20.0, "a"))
    seed = levels[2].centre_mm
    lesions = (
        Lesion(id="1", level="L3", seed_mm=seed, kind="lytic", mask=mask(2.5, "c")),
        Lesion(id="2", level="L3", seed_mm=seed, kind="blastic", mask=mask(0.5, "d")),
        Lesion(id="3", level="L3", seed_mm=seed, kind="lytic"),
    )
    plan = replace(plan_of((*levels[:2], replace(levels[2], mask=mask(31.0, "b"), parts=(part,)))), lesions=lesions)
    found = level_band(plan, "L3")
    assert found is not None
    assert found.band.low_ml == found.band.lytic_lesion_ml == 2.5


def test_that_without_a_size_there_is_no_band() -> None:
    assert level_band(plan_of(spine("C1")), "C1") is None
