"""Several needles: what meets, how many punctures, and the best choice without conflict."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from msgspec.structs import replace as with_fields

from spineplan.planning.field.safety_field import build_field
from spineplan.planning.needle_sets import (
    best_together,
    conflicts_between,
    conflicts_of,
    propose_together,
    punctures,
    segment_gap_mm,
)
from spineplan.planning.search.proposals import Proposal, ProposalRequest, propose
from tests.support.planned import needle, request


def test_the_gap_of_segments_against_many_points() -> None:
    random = np.random.default_rng(21)
    steps = np.linspace(0.0, 1.0, 400)[:, None]
    for _ in range(50):
        a0, a1, b0, b1 = random.uniform(-20, 20, (4, 3))
        a, b = a0 + steps * (a1 - a0), b0 + steps * (b1 - b0)
        slow = float(np.linalg.norm(a[:, None] - b, axis=2).min())
        assert segment_gap_mm(a0, a1, b0, b1) == pytest.approx(slow, abs=0.1)
        assert segment_gap_mm(a0, a1, b0, b1) <= slow + 1e-9


def test_that_parallel_segments_have_their_distance() -> None:
    a, b = np.zeros(3), np.array([10.0, 0.0, 0.0])
    up = np.array([0.0, 3.0, 0.0])
    assert segment_gap_mm(a, b, a + up, b + up) == pytest.approx(3.0)
    assert segment_gap_mm(a, b, b + 4.0 * (b - a) / 10.0, b + (b - a)) == pytest.approx(4.0)


def test_that_crossing_shafts_are_found_and_parallel_ones_are_not() -> None:
    left = with_fields(needle((20.0, 24.0, 0.0), (-4.0, -20.0, 0.0)), id="left")
    right = with_fields(needle((-20.0, 24.0, 0.0), (4.0, -20.0, 0.0)), id="right")
    assert any(one.kind == "shafts" and one.gap_mm < 0 for one in conflicts_between(left, right))
    assert "left and right: shafts cross" in conflicts_between(left, right)[0].sentence
    apart = with_fields(needle((-20.0, 24.0, 0.0), (-4.0, -20.0, 0.0)), id="right")
    far = with_fields(needle((20.0, 24.0, 0.0), (4.0, -20.0, 0.0)), id="left")
    assert conflicts_between(apart, far) == ()


def test_that_hubs_in_one_place_are_found() -> None:
    first = with_fields(needle((15.0, 24.0, 0.0), (15.0, -20.0, 0.0)), id="a")
    second = with_fields(needle((15.0, 24.0, 12.0), (15.0, -20.0, 12.0)), id="b")
    kinds = {one.kind for one in conflicts_of([first, second])}
    assert "hubs" in kinds
    assert "shafts" not in kinds


def test_that_punctures_in_one_place_count_once() -> None:
    assert punctures([(0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (20.0, 0.0, 0.0), None, None]) == 4


def test_that_the_best_choice_without_conflict_is_taken() -> None:
    field = build_field(request())
    left = propose(ProposalRequest(field, "transpedicular", ("left",), "13G", top=4)).proposals
    right = propose(ProposalRequest(field, "transpedicular", ("right",), "13G", top=4)).proposals
    crossing = _crossing(left[0])
    groups = [left, (crossing, *right)]
    chosen = best_together(groups)
    assert len(chosen.proposals) == 2
    slow = [
        (len(conflicts_between(a.needle, b.needle)), -(a.score + b.score)) for a, b in product(groups[0], groups[1])
    ]
    got = (len(chosen.conflicts), -sum(one.score for one in chosen.proposals))
    assert got == pytest.approx(min(slow))
    assert chosen.punctures == 2


def _crossing(one: Proposal) -> Proposal:
    """A proposal of the other side, that runs through the tip of this one."""
    tip = one.needle.target_mm
    through = with_fields(
        one.needle, id="bad", side="right", entry_mm=(-one.needle.entry_mm[0], *one.needle.entry_mm[1:])
    )
    return replace(one, needle=with_fields(through, target_mm=tip), score=one.score)


def test_that_needles_of_both_sides_are_proposed_together() -> None:
    field = build_field(request())
    chosen = propose_together([ProposalRequest(field, "transpedicular", gauge="13G")])
    assert [one.needle.side for one in chosen.proposals] == ["left", "right"]
    assert chosen.conflicts == ()
    assert chosen.punctures == 2
    assert chosen.candidates_searched >= 200_000
    narrow = build_field(request(pedicle_mm=4))
    refused = propose_together([ProposalRequest(narrow, "transpedicular", gauge="8G")])
    assert refused.proposals == ()
    assert len(refused.refused) == 2
