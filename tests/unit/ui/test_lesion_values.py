"""The fields for values: in the unit of the series that is shown, and first what that series suggests."""

from dataclasses import replace

import numpy as np
import pytest

from spineplan.app import Built
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import SetLevels
from spineplan.plan.model import Level


@pytest.fixture
def with_mr(opened: Built) -> Built:
    """An MR and a PET of the CT's own frame beside it; a level is named, none is outlined."""
    ct = opened.bridge.session.volume
    opened.bridge.apply(SetLevels((Level(name="L3", centre_mm=(0.0, -12.0, 0.0)),)))
    values = np.clip(ct.array_kji, -1000, 1000).astype(np.int16) + np.int16(1000)
    values[0, 0, 0] = 3000
    frame = ct.frame_of_reference_uid
    opened.bridge.add_volume(Volume(values, ct.grid, "MR", "mr", frame, "STIR sag", unit=""))
    opened.bridge.add_volume(Volume(values, ct.grid, "PT", "pet", frame, "PET", unit="g/ml", value_scale=0.01))
    opened.workstation.go("lesions")
    return opened


def fields(built: Built, uid: str = ""):
    if uid:
        built.bridge.look(None, series_uid=uid)
    panel = built.deck.panel("lesions")
    panel.refresh()
    return panel.toolbox.values


def test_that_a_ct_is_offered_soft_tissue_in_hu(with_mr: Built) -> None:
    shown = fields(with_mr)
    assert (shown.low.value(), shown.high.value(), shown.high.suffix()) == (-100, 150, " HU")
    assert shown.origin.isHidden()


def test_that_an_mr_is_offered_its_own_values_without_a_unit_and_says_where_they_come_from(with_mr: Built) -> None:
    shown = fields(with_mr, "mr")
    values = with_mr.bridge.session.volume.array_kji
    sample = values[::4, ::4, ::4]
    median = float(np.median(sample[sample >= sample.mean()]))
    assert shown.low.value() == pytest.approx(1.25 * median, abs=0.6)
    assert (shown.high.value(), shown.high.suffix()) == (values.max(), "")
    assert shown.origin.text() == f"Suggestion: above 1.25 × {median:.0f}, the median of this series without air"
    assert not shown.origin.isHidden()


def test_that_small_values_have_decimals_and_their_unit(with_mr: Built) -> None:
    shown = fields(with_mr, "pet")
    assert (shown.low.decimals(), shown.high.suffix()) == (2, " g/ml")
    assert "g/ml" in shown.origin.text()
    shown.limited.click()
    shown.low.setValue(2.55)
    assert with_mr.bridge.session.view.brush.limits == pytest.approx((2.55, shown.high.value()))


def test_that_what_was_set_on_a_series_comes_back_with_it_but_never_goes_to_another(with_mr: Built) -> None:
    ct = with_mr.bridge.session.view.series_uid
    shown = fields(with_mr)
    shown.limited.click()
    shown.low.setValue(-30)
    assert with_mr.bridge.session.view.brush.limits == (-30.0, 150.0)
    shown = fields(with_mr, "mr")
    assert with_mr.bridge.session.view.brush.limits is None
    assert not shown.limited.isChecked()
    assert shown.low.value() > 0
    shown.high.setValue(2200)
    fields(with_mr)
    assert shown.origin.isHidden(), "these are the user's now"
    assert fields(with_mr, ct).low.value() == -30
    assert fields(with_mr, "mr").high.value() == 2200


def test_that_values_wait_for_a_series_that_is_being_read(with_mr: Built) -> None:
    session = with_mr.bridge.session
    session.volumes["mr"] = replace(session.volumes["mr"], description="T1 sag")
    session.arrived["mr"] = np.zeros(session.volumes["mr"].grid.shape_kji[0], dtype=bool)
    assert not fields(with_mr, "mr").isEnabled()
    del session.arrived["mr"]
    shown = fields(with_mr)
    assert shown.isEnabled()
    assert shown.origin.text().startswith("Suggestion: below 0.8 × ")
