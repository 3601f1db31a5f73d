"""The picture of one pane: drawn when it is asked for and stale, coarse while moving, in full when still."""

import time
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPainter

from spineplan.geometry.vectors import point
from spineplan.geometry.view_plane import ViewPlane
from spineplan.imaging.volume import Volume, Window
from spineplan.render.kernels import compiled
from spineplan.render.reslice import Picture, Slab, rays, reslice
from spineplan.viewer.later import later

COARSE = 2
"""While moving, slabs are drawn with pixels this many times larger."""
SETTLE_MS = 120
STRIP_S = 0.012
"""The full picture is drawn in strips of about this long, so that a click never waits for it."""
UNLOADED_GREY = 22


@dataclass(frozen=True)
class Request:
    """Everything a picture depends on. revision: grows when the same volume's voxels changed."""

    volume: Volume
    plane: ViewPlane
    window: Window
    slab: Slab | None
    revision: int = 0


class PanePicture(QObject):
    """Keeps the last finished picture. `refined` asks for a repaint."""

    refined = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.renders = 0
        self._drawn: Request | None = None
        self._pixels: Picture = np.zeros((1, 1), dtype=np.uint8)
        self._coarse = False
        self._next: Picture | None = None
        self._next_row = 0
        self._row_s = 0.0
        self._settle = later(self, self.refine_now)

    @property
    def complete(self) -> bool:
        """Whether the last picture is the full one."""
        return self._drawn is not None and not self._coarse

    def paint(self, painter: QPainter, request: Request, arrived: npt.NDArray[np.bool_] | None) -> None:
        """Paint the picture of a request (device pixels), drawing it first if it is not the last one drawn."""
        if request != self._drawn:
            self._draw(request, arrived)
        height, width = self._pixels.shape
        image = QImage(self._pixels.data, width, height, width, QImage.Format.Format_Grayscale8)
        ratio = painter.device().devicePixelRatioF()
        if self._coarse:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            area = QRectF(0, 0, request.plane.width_px / ratio, request.plane.height_px / ratio)
            part = QRectF(0, 0, request.plane.width_px / COARSE, request.plane.height_px / COARSE)
            painter.drawImage(area, image, part)
        else:
            image.setDevicePixelRatio(ratio)
            painter.drawImage(0, 0, image)

    def stop(self) -> None:
        """Forget everything; nothing is drawn later."""
        self._settle.stop()
        self._drawn = None

    def _draw(self, request: Request, arrived: npt.NDArray[np.bool_] | None) -> None:
        self.renders += 1
        self._next = None
        self._coarse = request.slab is not None
        plane = coarse_plane(request.plane) if self._coarse else request.plane
        shape = (plane.height_px, plane.width_px)
        out = self._pixels if self._pixels.shape == shape else np.empty(shape, dtype=np.uint8)
        self._pixels = reslice(request.volume, plane, request.window, request.slab, out)
        if arrived is not None:
            dim_unloaded(self._pixels, request.volume, plane, arrived)
        self._drawn = request
        if self._coarse:
            self._settle.start(SETTLE_MS)

    def refine_now(self) -> None:
        """Draw the next strip of the full picture; when the last is there, show it."""
        request = self._drawn
        if request is None or not self._coarse:
            return
        height = request.plane.height_px
        if self._next is None:
            self._next = np.empty((height, request.plane.width_px), dtype=np.uint8)
            self._next_row = 0
        rows = height if compiled() is None else max(16, int(STRIP_S / self._row_s)) if self._row_s else 32
        last = min(self._next_row + rows, height)
        began = time.perf_counter()
        reslice(request.volume, request.plane, request.window, request.slab, self._next, (self._next_row, last))
        self._row_s = (time.perf_counter() - began) / (last - self._next_row)
        self._next_row = last
        if last < height:
            self._settle.start(0)
            return
        self._pixels, self._next, self._coarse = self._next, None, False
        self.refined.emit()


def coarse_plane(plane: ViewPlane) -> ViewPlane:
    """The same picture with COARSE times larger pixels, up to one small pixel more at the right and the bottom."""
    width, height = plane.width_px + plane.width_px % COARSE, plane.height_px + plane.height_px % COARSE
    centre = point(plane.mm_from_px(width / 2.0, height / 2.0))
    return replace(plane, centre_mm=centre, width_px=width, height_px=height).in_device_pixels(1.0 / COARSE)


def dim_unloaded(picture: Picture, volume: Volume, plane: ViewPlane, arrived: npt.NDArray[np.bool_]) -> None:
    """Grey, not black, where a slice has not been read yet."""
    ray = rays(plane, volume.grid.ijk_from_lps)
    x = np.arange(plane.width_px)
    y = np.arange(plane.height_px)[:, None]
    i, j, k = (ray.start[a] + x * ray.step_x[a] + y * ray.step_y[a] for a in range(3))
    slices, rows, columns = volume.grid.shape_kji
    inside = (i >= -0.5) & (i <= columns - 0.5) & (j >= -0.5) & (j <= rows - 0.5) & (k >= -0.5) & (k <= slices - 0.5)
    nearest = np.clip(np.floor(k + 0.5).astype(np.int64), 0, slices - 1)
    picture[inside & ~arrived[nearest]] = UNLOADED_GREY
