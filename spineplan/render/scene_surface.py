"""Surfaces of equal value: bone from the coarse copy, lesions from their masks. Safe on any thread."""

from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt
from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkCommonExecutionModel import vtkPolyDataAlgorithm
from vtkmodules.vtkFiltersCore import (
    vtkFlyingEdges3D,
    vtkPolyDataNormals,
    vtkQuadricClustering,
    vtkWindowedSincPolyDataFilter,
)

from spineplan.geometry.affine import transform_directions, transform_points
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.render.mesh import FloatArray, Mesh, joined
from spineplan.render.scene_volume import CoarseVolume, scene_style
from spineplan.render.vtk_arrays import image_data, numpy_array, triangles_of

DRAG_CLUSTER_MM = 3.0
LEAST_PIECE_ML = 0.25
"""Specks smaller than this (vessel calcium, noise) are no bone worth showing."""
CLUSTER_MM = 1.2


@dataclass(frozen=True, eq=False)
class BoneSurface:
    """fine: to look at; light: a rougher one to be drawn while something moves. threshold: stored value (HU)."""

    fine: Mesh
    light: Mesh
    threshold: float


def bone_surface(image: CoarseVolume, threshold: float) -> BoneSurface:
    """The surface of everything at or above a value, specks left out, coarsened when it has too many triangles."""
    found = _flying_edges(_without_specks(image, threshold), threshold)
    if found.GetNumberOfPolys() > scene_style().surface.triangles:
        found = _clustered(found, image.grid, CLUSTER_MM)
    light = _clustered(found, image.grid, DRAG_CLUSTER_MM)
    return BoneSurface(_placed(_smoothed(found, 8), image.grid), _placed(_with_normals(light), image.grid), threshold)


def mask_surface(mask: Mask) -> Mesh:
    """The surface of a mask, smoothed to about a voxel."""
    tight = mask.tight()
    if tight.count == 0:
        return joined()
    padded = np.pad(tight.voxels_kji, 2).astype(np.int16) * 100
    k, j, i = padded.shape
    affine = np.array(tight.grid.lps_from_ijk)
    affine[:3, 3] = transform_points(affine, [-2.0, -2.0, -2.0])
    return surface_of(padded, Grid((k, j, i), affine), 50.0)


def surface_of(values_kji: npt.NDArray[np.int16], grid: Grid, level: float) -> Mesh:
    """The smoothed surface at a value between voxel centres of a grid (LPS mm)."""
    return _placed(_smoothed(_flying_edges(values_kji, level), 15), grid)


def _without_specks(image: CoarseVolume, threshold: float) -> npt.NDArray[np.int16]:
    from scipy import ndimage

    labels, count = ndimage.label(image.array_kji >= threshold)
    if count == 0:
        return image.array_kji
    least = max(2, round(LEAST_PIECE_ML / image.grid.voxel_volume_ml))
    small = np.bincount(labels.ravel()) < least
    small[0] = False
    if not small.any():
        return image.array_kji
    values = image.array_kji.copy()
    values[small[labels]] = np.int16(min(threshold - 100.0, 0.0))
    return values


def _flying_edges(values_kji: npt.NDArray[np.int16], level: float) -> vtkPolyData:
    """Triangles in voxel coordinates (i, j, k)."""
    edges = vtkFlyingEdges3D()
    edges.SetInputData(image_data(values_kji))
    edges.SetValue(0, level)
    edges.ComputeNormalsOff()
    edges.ComputeScalarsOff()
    return _output(edges)


def _clustered(data: vtkPolyData, grid: Grid, cell_mm: float) -> vtkPolyData:
    """One point for every cell of this size (at least one voxel)."""
    clustering = vtkQuadricClustering()
    clustering.SetInputData(data)
    clustering.AutoAdjustNumberOfDivisionsOff()
    clustering.SetDivisionOrigin(0.0, 0.0, 0.0)
    clustering.SetDivisionSpacing(*(max(cell_mm / spacing, 1.0) for spacing in grid.spacing_mm))
    clustering.CopyCellDataOff()
    return _output(clustering)


def _smoothed(data: vtkPolyData, iterations: int) -> vtkPolyData:
    smooth = vtkWindowedSincPolyDataFilter()
    smooth.SetInputData(data)
    smooth.SetNumberOfIterations(iterations)
    smooth.SetPassBand(0.12)
    smooth.BoundarySmoothingOff()
    smooth.NonManifoldSmoothingOn()
    smooth.NormalizeCoordinatesOn()
    return _with_normals(_output(smooth))


def _with_normals(data: vtkPolyData) -> vtkPolyData:
    normals = vtkPolyDataNormals()
    normals.SetInputData(data)
    normals.SplittingOff()
    normals.ConsistencyOff()
    return _output(normals)


def _output(filter_: vtkPolyDataAlgorithm) -> vtkPolyData:
    filter_.Update()
    return cast(vtkPolyData, filter_.GetOutput())


def _placed(data: vtkPolyData, grid: Grid) -> Mesh:
    """From voxel coordinates to LPS; normals follow the inverse transpose, windings a left-handed grid."""
    if data.GetNumberOfPolys() == 0:
        return joined()
    points = transform_points(grid.lps_from_ijk, numpy_array(data.GetPoints().GetData()))
    triangles = triangles_of(data)
    normals = _normals_lps(numpy_array(data.GetPointData().GetNormals()), grid)
    if np.linalg.det(grid.lps_from_ijk[:3, :3]) < 0:
        triangles = np.ascontiguousarray(triangles[:, ::-1])
    return Mesh(points.astype(np.float32), triangles, normals)


def _normals_lps(normals_ijk: npt.NDArray[np.generic], grid: Grid) -> FloatArray:
    turned = transform_directions(grid.ijk_from_lps.T, normals_ijk)
    lengths = np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-9)
    return np.asarray(turned / lengths, dtype=np.float32)
