"""Pedicles of the neck: found where the synthetic patient has them, C2 included, and needles proposed through them."""

import numpy as np
import pytest

from spineplan.planning.field.safety_field import FieldRequest, build_field
from spineplan.planning.search.proposals import ProposalRequest, propose
from tests.support.phantom_patient import PhantomPatient, patient

LEVELS = tuple(f"C{n}" for n in range(2, 8))


@pytest.fixture(scope="module")
def neck() -> PhantomPatient:
    return patient("figure2", ("C1", "C7"), 1.2)


@pytest.mark.parametrize("level", LEVELS)
def test_that_the_isthmus_is_found_and_no_lamina_or_pillar(neck: PhantomPatient, level: str) -> None:
    field = build_field(FieldRequest(neck.volume, neck.labels, level, neck.structures))
    for side in ("left", "right"):
        truth = neck.truth["levels"][level]["pedicles"][side]
        shape = field.pedicles[side]
        axis = np.array(truth["axis"])
        across = np.array(truth["isthmus_mm"]) - shape.centre_mm
        across -= axis * float(across @ axis)
        assert float(np.linalg.norm(across)) < 3.0
        assert abs(float(shape.axis @ axis)) > np.cos(np.radians(30.0))


@pytest.mark.parametrize("level", ["C2", "C5"])
def test_that_needles_are_proposed_through_them(neck: PhantomPatient, level: str) -> None:
    field = build_field(FieldRequest(neck.volume, neck.labels, level, neck.structures))
    found = propose(ProposalRequest(field, "posterior-cervical"))
    assert {one.needle.side for one in found.proposals} == {"left", "right"}
    for one in found.proposals:
        assert one.margins.grade == "A"
        assert all(left.clearance_mm >= 0.0 for left in one.margins.clearances if not left.crossed)
