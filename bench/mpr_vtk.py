"""Worker of bench/mpr.py: VTK windows in Qt, one vtkImageResliceMapper each. Arguments as in mpr_ours.py."""

import json
import sys
import time
from collections.abc import Callable

import numpy as np
import vtkmodules.vtkInteractionStyle
import vtkmodules.vtkRenderingOpenGL2  # noqa: F401
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from vtkmodules.qt.QVTKRenderWindowInteractor import QVTKRenderWindowInteractor
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonCore import vtkSMPTools
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkRenderingCore import vtkImageSlice, vtkRenderer
from vtkmodules.vtkRenderingImage import vtkImageResliceMapper

app = QApplication([])
path, spacing, size, frames = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3], int(sys.argv[4])
width, height = (int(n) for n in size.split("x"))
array = np.load(path)
vtkSMPTools.SetBackend("STDThread")
image = vtkImageData()
image.SetDimensions(*array.shape[::-1])
image.SetSpacing(*spacing)
image.GetPointData().SetScalars(numpy_to_vtk(array.ravel(), deep=False))
extent = np.array(array.shape[::-1]) * spacing
centre = extent / 2.0
along = np.array([0.0, 0.0, 1.0])
AXES = {"axial": ((0, 0, -1), (0, -1, 0)), "sagittal": ((1, 0, 0), (0, 0, 1)), "coronal": ((0, -1, 0), (0, 0, 1))}


class View:
    """One window on the volume."""

    def __init__(self, name: str, parent: QWidget) -> None:
        self.widget = QVTKRenderWindowInteractor(parent)
        self.widget.setFixedSize(width, height)
        self.toward, self.up = (np.array(v, float) for v in AXES[name])
        self.mapper = vtkImageResliceMapper()
        self.mapper.SetInputData(image)
        self.mapper.SliceFacesCameraOn()
        self.mapper.SliceAtFocalPointOn()
        piece = vtkImageSlice()
        piece.SetMapper(self.mapper)
        piece.GetProperty().SetColorWindow(2000)
        piece.GetProperty().SetColorLevel(350)
        piece.GetProperty().SetInterpolationTypeToLinear()
        self.renderer = vtkRenderer()
        self.renderer.AddViewProp(piece)
        self.window = self.widget.GetRenderWindow()
        self.window.SetMultiSamples(0)  # as fast as these windows get without a GPU
        self.window.AddRenderer(self.renderer)
        camera = self.renderer.GetActiveCamera()
        camera.ParallelProjectionOn()
        camera.SetParallelScale(float(extent[:2].max()) / 2.0)
        self.camera = camera

    def show(self, place: np.ndarray, toward: np.ndarray | None = None) -> None:
        """Draw the slice through a place and wait for it."""
        along = self.toward if toward is None else toward
        self.camera.SetFocalPoint(*place)
        self.camera.SetPosition(*(place + 1000.0 * along))
        self.camera.SetViewUp(*self.up)
        self.renderer.ResetCameraClippingRange()
        self.window.Render()


def shown(names: tuple[str, ...]) -> tuple[QWidget, list[View]]:
    """A window with views side by side."""
    window = QWidget()
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    views = [View(name, window) for name in names]
    for view in views:
        row.addWidget(view.widget)
    window.show()
    for view in views:
        view.widget.Initialize()
    app.processEvents()
    return window, views


def timed(step: Callable[[int], None]) -> list[float]:
    """Milliseconds of each frame."""
    times = []
    for n in range(-3, frames):
        began = time.perf_counter()
        step(n)
        app.processEvents()
        if n >= 0:
            times.append((time.perf_counter() - began) * 1000.0)
    return times


def scroll(n: int) -> None:
    axial.show(centre + along * spacing[2] * (n - frames / 2))


def turn(n: int) -> None:
    angle = np.radians(10.0 + n)
    axial.show(centre, np.array([np.sin(angle) * 0.9, np.sin(angle) * 0.4, -np.cos(angle)]))


def drag(n: int) -> None:
    place = centre + extent * 0.3 * np.sin(np.array([0.05, 0.07, 0.09]) * n)
    for view in three:
        view.show(place)


results = {}
window, (axial,) = shown(("axial",))
results["scroll"] = timed(scroll)
results["oblique"] = timed(turn)
axial.mapper.SetSlabThickness(10.0)
axial.mapper.SetSlabTypeToMax()
frames = min(frames, 10)
results["mip10"] = timed(scroll)
results["mip10_full"] = results["mip10"]
frames = int(sys.argv[4])
axial.widget.Finalize()
window.close()
window, three = shown(("axial", "sagittal", "coronal"))
results["drag"] = timed(drag)
for view in three:
    view.widget.Finalize()
print(json.dumps(results))
