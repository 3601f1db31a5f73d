"""Between numpy and VTK, typed in one place."""

from typing import cast

import numpy as np
import numpy.typing as npt
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkDataArray, vtkIdTypeArray, vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkImageData, vtkPolyData

from spineplan.render.mesh import IndexArray, Mesh


def vtk_array(values: npt.NDArray[np.generic], copy: bool = True) -> vtkDataArray:
    """(n,) or (n, components). Without a copy the caller keeps `values` alive and unchanged."""
    return cast(vtkDataArray, numpy_to_vtk(np.ascontiguousarray(values), deep=copy))  # type: ignore[no-untyped-call]


def numpy_array(array: vtkDataArray) -> npt.NDArray[np.generic]:
    """A view; it keeps the VTK array alive."""
    return cast(npt.NDArray[np.generic], vtk_to_numpy(array))  # type: ignore[no-untyped-call]


def image_data(values_kji: npt.NDArray[np.int16]) -> vtkImageData:
    """Voxels of size one at the origin, their own memory."""
    image = vtkImageData()
    k, j, i = values_kji.shape
    image.SetDimensions(i, j, k)
    image.GetPointData().SetScalars(vtk_array(values_kji.ravel()))
    return image


def poly_data(mesh: Mesh) -> vtkPolyData:
    """The mesh as VTK wants it, its own memory."""
    points = vtkPoints()
    points.SetData(vtk_array(mesh.points_mm))
    corners = np.ascontiguousarray(mesh.triangles, dtype=np.int64).ravel()
    ids = cast(vtkIdTypeArray, numpy_to_vtkIdTypeArray(corners, deep=True))  # type: ignore[no-untyped-call]
    polys = vtkCellArray()
    polys.SetData(3, ids)
    data = vtkPolyData()
    data.SetPoints(points)
    data.SetPolys(polys)
    if mesh.normals is not None:
        data.GetPointData().SetNormals(vtk_array(mesh.normals))
    return data


def triangles_of(data: vtkPolyData) -> IndexArray:
    """(m, 3) point indices of a mesh that holds triangles only."""
    return numpy_array(data.GetPolys().GetConnectivityArray()).reshape(-1, 3).astype(np.int64)
