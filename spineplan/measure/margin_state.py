"""Whether a margin is safe, close or a breach: one reading of it for window, pictures and paper."""

from typing import Literal

import numpy as np
import numpy.typing as npt

MarginState = Literal["breach", "close", "safe"]
STATES: tuple[MarginState, ...] = ("breach", "close", "safe")
SAFE_MM = 2.0
"""From here a margin is safe, below it close, below 0 a breach (clinical reference 12.4, software convention)."""


def margin_state(margin_mm: float) -> MarginState:
    """Of a margin, mm from the needle's surface; negative: through it."""
    return STATES[int(margin_states(np.float64(margin_mm)))]


def margin_states(margins_mm: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Indices into STATES, in the shape of margins_mm."""
    return np.searchsorted([0.0, SAFE_MM], np.asarray(margins_mm, dtype=np.float64), side="right")
