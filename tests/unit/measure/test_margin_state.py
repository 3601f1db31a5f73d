"""One reading of a margin for window, pictures and paper."""

import pytest

from spineplan.measure.margin_state import STATES, margin_state, margin_states


@pytest.mark.parametrize(
    ("margin_mm", "state"), [(-0.1, "breach"), (0.0, "close"), (1.99, "close"), (2.0, "safe"), (9.0, "safe")]
)
def test_that_a_margin_is_a_breach_below_nought_and_safe_from_two_millimetres(margin_mm: float, state: str) -> None:
    assert margin_state(margin_mm) == state
    assert [STATES[index] for index in margin_states([margin_mm, margin_mm])] == [state, state]
