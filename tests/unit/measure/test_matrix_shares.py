"""Lytic, blastic or mixed: how shares of a lesion are told, on blocks of known values."""

import numpy as np
import pytest
from scipy import ndimage

from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.measure.morphology import LesionMorphology
from spineplan.measure.morphology_answers import lesion_answers
from spineplan.measure.morphology_matrix import MatrixRule, matrix_numbers, normal_bone


def chequered(lytic: int, blastic: int) -> tuple[Volume, Mask, Mask]:
    """Bone of 150 +- 10 HU with a row of 4 mm cubes at 0 HU and at 700 HU; the lesion is all of them."""
    grid = Grid((30, 30, 120), np.eye(4))
    array = np.random.default_rng(1).normal(150, 10, grid.shape_kji).astype(np.int16)
    inside = np.zeros(grid.shape_kji, dtype=np.bool_)
    for n in range(lytic + blastic):
        box = (slice(13, 17), slice(13, 17), slice(2 + 5 * n, 6 + 5 * n))
        array[box] = 0 if n < lytic else 700
        inside[box] = True
    bone = np.ones(grid.shape_kji, dtype=np.bool_)
    return Volume(array, grid, "CT", "1", "2"), Mask(inside, (0, 0, 0), grid).tight(), Mask(bone, (0, 0, 0), grid)


@pytest.mark.parametrize(
    ("lytic", "blastic", "matrix"),
    [(6, 3, "lytic"), (5, 4, "mixed"), (3, 6, "blastic"), (4, 5, "mixed"), (9, 0, "lytic")],
)
def test_that_two_thirds_of_one_kind_name_the_matrix(lytic: int, blastic: int, matrix: str) -> None:
    volume, lesion, bone = chequered(lytic, blastic)
    normal = normal_bone(volume, {"L1": bone}, [lesion])
    numbers = matrix_numbers(volume, lesion, normal)
    assert numbers.matrix == matrix
    assert numbers.lytic_share == pytest.approx(lytic / (lytic + blastic), abs=0.02)
    strict = matrix_numbers(volume, lesion, normal, rule=MatrixRule(share=0.95))
    assert strict.matrix == ("lytic" if blastic == 0 else "mixed")


def test_that_a_mark_on_normal_bone_is_not_called_lytic_for_its_noise() -> None:
    """2.3 % of normal bone lie two SD below its mean."""
    volume, abnormal, bone = chequered(1, 0)
    volume.array_kji[:] = ndimage.gaussian_filter(
        np.random.default_rng(4).normal(110.0, 200.0, volume.grid.shape_kji), 2
    )
    cube = np.zeros(volume.grid.shape_kji, dtype=np.bool_)
    cube[8:22, 8:22, 60:80] = True
    mark = Mask(cube, (0, 0, 0), volume.grid).tight()
    numbers = matrix_numbers(volume, mark, normal_bone(volume, {"L1": bone}, [abnormal]))
    assert numbers.lytic_share > 0.0
    found = lesion_answers(LesionMorphology(None, numbers, None, None, None, {}))["matrix"]
    assert found.value == ""
    assert "normal" in found.note
    holed, hole, whole = chequered(1, 0)
    lytic = matrix_numbers(holed, hole, normal_bone(holed, {"L1": whole}, [hole]))
    assert lesion_answers(LesionMorphology(None, lytic, None, None, None, {}))["matrix"].value == "lytic"


def test_that_blurred_borders_between_parts_are_shared_half_way() -> None:
    """Half of a cube at 50 HU, half at 700 HU, blurred: the wide slope between them belongs to both."""
    grid = Grid((40, 40, 40), np.eye(4))
    k, _, i = np.indices(grid.shape_kji)
    array = np.full(grid.shape_kji, 150.0)
    inside = np.max(np.abs(np.indices(grid.shape_kji) - 19.5), axis=0) < 6.0
    slope = np.clip(0.5 + (i - 19.5) / 5.0, 0.0, 1.0)
    array[inside] = (50.0 + 650.0 * slope)[inside]
    noise = np.random.default_rng(3).normal(0.0, 10.0, grid.shape_kji)
    volume = Volume((array + noise).astype(np.int16), grid, "CT", "1", "2")
    bone, lesion = Mask(k >= 0, (0, 0, 0), grid), Mask(inside, (0, 0, 0), grid).tight()
    found = matrix_numbers(volume, lesion, normal_bone(volume, {"L1": bone}, [lesion]), bone)
    assert found.matrix == "mixed"
    assert found.lytic_share == pytest.approx(found.blastic_share, abs=0.1)
    dense = Volume(np.where(inside & (i < 19), 150, volume.array_kji).astype(np.int16), grid, "CT", "1", "2")
    assert matrix_numbers(dense, lesion, normal_bone(dense, {"L1": bone}, [lesion]), bone).matrix == "blastic"
