"""The worked examples of fill and pedicle fit, through the tables they come from."""

import pytest

from spineplan.anatomy.body import mean_body_size
from spineplan.clinical.cement import cement_band
from spineplan.clinical.needles import pedicle_fit


def test_that_4_1_ml_fill_15_percent_of_a_mean_l1() -> None:
    size = mean_body_size("L1")
    assert size is not None
    assert cement_band(size.volume_ml).low_ml == pytest.approx(4.1, abs=0.05)
    assert 4.1 / size.volume_ml == pytest.approx(0.150, abs=0.0005)


@pytest.mark.parametrize(("width", "clearance", "severity"), [(4.5, 1.45, "amber"), (3.0, -0.05, "red")])
def test_that_an_11g_needle_is_tight_in_a_t5_pedicle(width: float, clearance: float, severity: str) -> None:
    fit = pedicle_fit(3.05, width)
    assert fit.clearance_mm == pytest.approx(clearance)
    assert fit.severity == severity
