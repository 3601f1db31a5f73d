"""What the truth says of lesions, against the voxels painted without blur and noise."""

import numpy as np
import pytest
from scipy.ndimage import distance_transform_edt

from spineplan.phantom.painter import Raster
from spineplan.phantom.raster import render
from spineplan.phantom.recipes import read_recipe
from spineplan.phantom.scene import Scene, build_scene
from spineplan.phantom.structures import Structure
from spineplan.phantom.tissues import Look, palette
from spineplan.phantom.truth_lesions import lesion_truth


@pytest.fixture(scope="module")
def figure1() -> Scene:
    recipe = read_recipe("figure1")
    return build_scene(recipe, "figure1", recipe.seed)


@pytest.mark.parametrize(("level", "kind"), [("T11", "mixed"), ("T12", "mixed"), ("L1", "mixed"), ("T9", "lytic")])
def test_that_the_dense_share_is_that_of_the_painted_values(figure1: Scene, level: str, kind: str) -> None:
    """Soft tissue counts 0, the dense part 1, what lies between its share: unmixed from the picture."""
    (n,) = (n for n, one in enumerate(figure1.lesions) if one.level == level)
    affine = np.diag([0.8, 0.8, 0.8, 1.0])
    affine[:3, 3] = figure1.spine.frames[level][:3, 3] - 0.8 * 79 / 2.0
    look = Look(palette("ct"))
    painted = render(figure1.solids, Raster((80, 80, 80), affine), look, slab=256)
    told = lesion_truth(figure1, painted, n)
    assert told["kind"] == kind
    inside = (painted.lesions == figure1.lesions[n].number) & (painted.structures != Structure.SOFT_MASS)
    core = inside & (distance_transform_edt(painted.labels > 0) > 3.0)
    soft, dense = look.tumour(figure1.lesions[n])
    shares = np.clip((painted.image[core] - soft) / (dense - soft), 0.0, 1.0)
    assert told["dense_share"] == pytest.approx(float(shares.mean()), abs=0.06)
