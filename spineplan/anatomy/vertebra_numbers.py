"""The numbers that label files use for vertebrae: VerSe (Sekuboyina 2021, Med Image Anal 73:102166)."""

from spineplan.plan.levels import CERVICAL, LUMBAR, THORACIC

VERSE: dict[str, int] = {
    **{name: n + 1 for n, name in enumerate(CERVICAL)},
    **{name: n + 8 for n, name in enumerate(THORACIC) if name != "T13"},
    **{name: n + 20 for n, name in enumerate(LUMBAR)},
    "S1": 26,
    "Co": 27,
    "T13": 28,
}
"""C1-C7 1-7, T1-T12 8-19, L1-L6 20-25, sacrum 26, coccyx 27, T13 28."""
