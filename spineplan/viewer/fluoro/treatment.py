"""Simulated cement and ablation zones on a radiograph: cement as the shadow of its opacifier, in its own colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from spineplan.geometry.affine import transform_points
from spineplan.session.session import Session
from spineplan.viewer.fluoro.drawing import Screen, outline_of_ellipsoid
from spineplan.viewer.theme import colour

if TYPE_CHECKING:  # planning brings scipy and numba
    from spineplan.planning.filling.simulation import Filling

Floats = npt.NDArray[np.float64]
HALF_DARK_MM = 4.0
"""Software convention: this much cement takes half of the light; the barium in it stops more than bone."""
DARKEST, TINT, LEAK_TINT = 0.85, 0.45, 0.8
LEAST_MM = 0.3
"""Less than this on a ray is the rounding of voxels to cells."""


@dataclass(frozen=True, eq=False)
class Shadow:
    """cement_mm, leaked_mm: [y, x] millimetres of cement on the ray of each cell, in all and outside the bone.
    area: where the cells lie in the pane, px."""

    cement_mm: Floats
    leaked_mm: Floats
    area: QRectF


def cement_shadow(filling: Filling, count: int, screen: Screen) -> Shadow | None:
    """The first `count` voxels of a filling on the pane; None where nothing of them falls on it."""
    flat = filling.order[:count]
    grid = filling.terrain.space.grid
    kji = np.stack(np.unravel_index(flat, grid.shape_kji), axis=1)
    points = transform_points(grid.lps_from_ijk, kji[:, ::-1].astype(np.float64))
    if len(points) == 0:
        return None
    px = screen.px(points)
    cell_px = max(float(max(grid.spacing_mm)) * screen.px_per_mm(points.mean(axis=0)), 1.0)
    low = np.floor(px.min(axis=0) / cell_px) - 2.0
    columns, rows = (np.ceil(px.max(axis=0) / cell_px) - low + 2.0).astype(int)
    place = px / cell_px - low - 0.5
    cell = np.floor(place).astype(np.int64)
    part = place - cell
    cell_mm2 = (cell_px / screen.px_per_mm(points.mean(axis=0))) ** 2
    outside = filling.place_of[:count] > 0
    each_mm = filling.voxel_ml * 1000.0 / cell_mm2
    cement, leaked = np.zeros((2, rows * columns))
    for x in (0, 1):  # each voxel is shared out among four cells, so that their steps leave no stripes
        for y in (0, 1):
            at = (cell[:, 1] + y) * columns + cell[:, 0] + x
            share = np.abs(1 - x - part[:, 0]) * np.abs(1 - y - part[:, 1]) * each_mm
            cement += np.bincount(at, weights=share, minlength=rows * columns)
            leaked += np.bincount(at[outside], weights=share[outside], minlength=rows * columns)
    left, top = low * cell_px
    shape = (int(rows), int(columns))
    return Shadow(
        cement.reshape(shape), leaked.reshape(shape), QRectF(float(left), float(top), columns * cell_px, rows * cell_px)
    )


def draw_cement(painter: QPainter, screen: Screen, filling: Filling, count: int) -> None:
    """Dark where the opacifier stops the beam, tinted; what lies outside the bone in the colour of a breach."""
    shadow = cement_shadow(filling, count, screen)
    if shadow is None:
        return
    painter.setClipRect(screen.area)
    painter.drawImage(shadow.area, picture_of(shadow))
    painter.setClipping(False)


def picture_of(shadow: Shadow) -> QImage:
    """One pixel per cell, premultiplied."""
    dark = DARKEST * (1.0 - 0.5 ** (shadow.cement_mm / HALF_DARK_MM))
    out = np.zeros((*dark.shape, 4))
    out[..., 3] = dark  # black
    for path_mm, name, share in ((shadow.cement_mm, "cement", TINT), (shadow.leaked_mm, "needle_breach", LEAK_TINT)):
        ink = colour(name)
        alpha = (np.where(path_mm > LEAST_MM, share, 0.0) * np.minimum(path_mm, 1.0))[..., None]
        over = np.array([ink.blueF(), ink.greenF(), ink.redF(), 1.0])
        out = over * alpha + out * (1.0 - alpha)
    pixels = np.ascontiguousarray(np.rint(out * 255.0), dtype=np.uint8)
    height, width = dark.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied).copy()


def draw_zones(painter: QPainter, screen: Screen, session: Session) -> None:
    """The outlines of ablation zones."""
    if not session.plan.ablations:
        return
    from spineplan.planning.ablation.placing import drawable

    painter.setClipRect(screen.area)
    painter.setPen(QPen(colour("ablation"), 1.4, Qt.PenStyle.DashLine))
    painter.setBrush(colour("ablation", 0.1))
    for zone in drawable(session.plan.ablations, session.plan.needles):
        painter.drawPolygon(outline_of_ellipsoid(screen, zone))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setClipping(False)
