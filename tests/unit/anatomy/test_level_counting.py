"""Which count the landmarks support: evidence made by hand, sizes of the table's own mean spine."""

import numpy as np
import pytest

from spineplan.anatomy.finding.level_evidence import Evidence
from spineplan.anatomy.finding.level_naming import DISC_SHARE, suggest_names
from spineplan.resource_files import resource

SIZES = {"L": (27.0, 34.0), "T": (21.0, 27.0), "C": (13.5, 16.5)}
"""Posterior height and depth, mm: about the mean of the lumbar, thoracic and cervical spine."""


def _seen(regions: str, ribs: str, lowest: int | None = None, axis: int | None = None) -> Evidence:
    """One letter per vertebra, caudal first; ribs: "r" where they are."""
    sizes = np.array([SIZES[region] for region in regions])
    shares = np.array([0.09 if rib == "r" else 0.0 for rib in ribs])
    return Evidence(sizes[:, 0] * DISC_SHARE, sizes[:, 1], shares, np.zeros(len(sizes)), lowest, axis)


def test_that_the_table_of_sizes_is_there() -> None:
    assert resource("anatomy/body_sizes.json").exists()


def test_that_five_vertebrae_without_ribs_above_the_sacrum_are_l1_to_l5() -> None:
    found = suggest_names(_seen("LLLLLTT", ".....rr", lowest=0))
    assert found.names == ("L5", "L4", "L3", "L2", "L1", "T12", "T11")
    assert (found.reason, found.anchored, found.doubt) == ("sacrum", True, "")


@pytest.mark.parametrize(("ribs", "said"), [("......rr", "L6"), ("....rrrr", "sacralised L5")])
def test_that_six_or_four_are_said_with_what_they_may_be(ribs: str, said: str) -> None:
    found = suggest_names(_seen("LLLLLTTT", ribs, lowest=0))
    assert said in found.doubt


def test_that_thirteen_pairs_of_ribs_are_said_with_both_readings() -> None:
    seen = _seen("LLLLL" + "T" * 12 + "CCC", "." * 5 + "r" * 13 + "..", lowest=0)
    seen.rib_shares[17] = 0.13
    found = suggest_names(seen)
    assert "T13" in found.doubt
    assert "T12 counted from the last ribs is L1 counted from the first ribs" in found.doubt
    assert found.names[0] == "L5"
    assert found.other[1] == "L5"
    assert not found.checked


def test_that_one_vertebra_more_between_c2_and_the_sacrum_is_said() -> None:
    """No ribs seen in a narrow field: only the ends of the count speak."""
    found = suggest_names(_seen("L" * 5 + "T" * 12 + "C" * 7, "." * 24, lowest=0, axis=23))
    assert "L5 counted from the sacrum is L6 or S1 counted from C2" in found.doubt


def test_that_a_count_is_checked_only_when_both_ends_of_it_agree() -> None:
    seen = _seen("L" * 5 + "T" * 12 + "C" * 6, "." * 5 + "r" * 12 + "." * 6, lowest=0, axis=22)
    seen.rib_shares[16], seen.depths[16] = 0.13, 20.0
    found = suggest_names(seen)
    assert (found.checked, found.doubt) == (True, "")
    assert found.rests_on == "the sacrum, the last ribs, the first ribs and C2"
    assert not suggest_names(_seen("LLLLLTT", ".....rr", lowest=0)).checked


@pytest.mark.parametrize(("at", "share", "said"), [(4, 0.042, "L1 seems to bear ribs"), (5, 0.046, "no clear ribs")])
def test_that_ribs_that_are_neither_there_nor_missing_are_said(at: int, share: float, said: str) -> None:
    seen = _seen("LLLLLTTT", ".....rrr", lowest=0)
    seen.rib_shares[at] = share
    assert said in suggest_names(seen).doubt


def test_that_the_first_ribs_anchor_the_neck() -> None:
    found = suggest_names(_seen("TTCCCC", "rr...."))
    assert found.names == ("T2", "T1", "C7", "C6", "C5", "C4")
    assert (found.reason, found.anchored) == ("first_ribs", True)


def test_that_transverse_processes_of_c7_are_no_first_ribs() -> None:
    """They reach the room of the ribs; the first ribs fill more of it than the second ones do."""
    seen = _seen("TTTTCCCC", "rrrr....")
    seen.rib_shares[2:6] = 0.1, 0.13, 0.09, 0.0
    found = suggest_names(seen)
    assert found.names[3:6] == ("T1", "C7", "C6")
    assert (found.reason, found.anchored) == ("first_ribs", True)


def test_that_c2_above_the_last_disc_anchors_the_neck() -> None:
    found = suggest_names(_seen("CCCC", "....", axis=4))
    assert found.names == ("C6", "C5", "C4", "C3")
    assert found.reason == "axis"


@pytest.mark.parametrize("regions", ["LLL", "TTTT"])
def test_that_a_stretch_without_a_landmark_has_no_anchor(regions: str) -> None:
    """Neither boundary of the ribs, no sacrum, no C2: whatever the count says, it hangs in the air."""
    found = suggest_names(_seen(regions, ("r" if regions[0] == "T" else ".") * len(regions)))
    assert not found.anchored
    assert found.reason == "size"
