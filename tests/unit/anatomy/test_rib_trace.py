"""A rib is told from the vertebra it meets, from far aside inwards."""

import numpy as np

from spineplan.anatomy.outlining.posterior_elements import RIB
from spineplan.anatomy.outlining.rib_trace import trace_ribs

ASIDE_MM = 40.0
"""Bone farther aside is rib."""


def _traced(rib_half_height: int) -> np.ndarray:
    """Labels [k, j, i], i is mm aside, of a vertebra 0 to 12 mm aside and a rib from there on outwards."""
    bone = np.zeros((60, 30, 70), dtype=np.bool_)
    bone[5:55, 3:27, :13] = True
    bone[30 - rib_half_height : 30 + rib_half_height, 11:19, 13:] = True
    aside = np.arange(70.0)
    labels = np.where(bone & (aside > ASIDE_MM), RIB, 0).astype(np.uint8)
    band = [0.0, 60.0, 0.0, ASIDE_MM, 20.0, 5.0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 20.0, 20.0]
    trace_ribs(np.zeros(3), 1.0, bone, np.zeros_like(bone), np.array([band]), labels)
    assert not labels[~bone].any()
    return labels


def test_that_a_rib_is_followed_to_its_vertebra_and_no_farther() -> None:
    labels = _traced(rib_half_height=4)
    assert (labels[30, 15, 16:] == RIB).all()
    assert not labels[:, :, :10].any()


def test_that_a_crest_as_broad_as_a_vertebra_is_not_followed() -> None:
    assert not _traced(rib_half_height=20)[:, :, : int(ASIDE_MM)].any()
