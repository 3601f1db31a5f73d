"""VTK without a window of its own: off-screen rendering, what it runs on, and its complaints in Python's log."""

import logging
import os
import sys
from functools import cache

import numpy as np
import numpy.typing as npt

if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
    # Without an X server VTK would first try one and warn; EGL draws without any display.
    os.environ.setdefault("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")

import vtkmodules.vtkRenderingOpenGL2
import vtkmodules.vtkRenderingVolumeOpenGL2  # noqa: F401
from vtkmodules.vtkCommonCore import (
    VTK_STRING,
    vtkCommand,
    vtkFileOutputWindow,
    vtkLogger,
    vtkObject,
    vtkOutputWindow,
    vtkSMPTools,
    vtkUnsignedCharArray,
)
from vtkmodules.vtkRenderingCore import vtkRenderWindow

from spineplan.render.vtk_arrays import numpy_array

_log = logging.getLogger(__name__)
SOFTWARE = ("llvmpipe", "softpipe", "swrast", "basic render", "svga3d", "gdi generic")
"""In the renderer's name: no graphics processor, or one that is slower than the processor itself."""


@cache
def route_complaints() -> None:
    """Send VTK's warnings and errors to Python's log instead of the terminal; once per process."""
    vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_OFF)

    def complained(_: vtkObject, event: str, text: str) -> None:
        level = logging.ERROR if event == "ErrorEvent" else logging.WARNING
        _log.log(level, "VTK: %s", " ".join(str(text).split()))

    complained.CallDataType = VTK_STRING  # type: ignore[attr-defined]
    window = vtkFileOutputWindow()
    window.SetFileName(os.devnull)
    window.AddObserver(vtkCommand.ErrorEvent, complained)
    window.AddObserver(vtkCommand.WarningEvent, complained)
    vtkOutputWindow.SetInstance(window)


def offscreen_window() -> vtkRenderWindow:
    """A render window that never appears; `Finalize` it before it is dropped."""
    route_complaints()
    vtkSMPTools.SetBackend("STDThread")
    window = vtkRenderWindow()
    window.SetOffScreenRendering(True)
    window.SetShowWindow(False)
    window.SetMultiSamples(0)
    window.SetAlphaBitPlanes(True)
    return window


def is_software(window: vtkRenderWindow) -> bool:
    """Whether the window draws without a graphics processor."""
    window.Render()
    lines = [line for line in window.ReportCapabilities().lower().splitlines() if "renderer string" in line]
    return not lines or any(word in line for word in SOFTWARE for line in lines)


def read_back(window: vtkRenderWindow) -> npt.NDArray[np.uint8]:
    """The picture drawn last: (height, width, 3), first row on top, its own memory."""
    width, height = window.GetSize()
    pixels = vtkUnsignedCharArray()
    window.GetPixelData(0, 0, width - 1, height - 1, 0, pixels, 0)
    rows = numpy_array(pixels).reshape(height, width, 3).astype(np.uint8, copy=False)
    return np.ascontiguousarray(rows[::-1])
