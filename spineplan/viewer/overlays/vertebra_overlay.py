"""Vertebrae and structures over the pictures: outlines, and a tint, in their colours, on any plane."""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter

from spineplan.anatomy.editing.labels import Numbers
from spineplan.geometry.view_plane import ViewPlane
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.render.label_colours import structure_token, vertebra_token
from spineplan.render.label_slice import MOST, label_picture, straight_label_picture
from spineplan.render.mask_slice import touches
from spineplan.render.straightened import StraightPlane
from spineplan.session.session import Session
from spineplan.session.view_state import LabelLook, PaneName
from spineplan.viewer.theme import colour

TINT, FAINT, BARE, RIM, CHOSEN_RIM, QUIET_RIM = 0.22, 0.12, 0.0, 0.85, 1.0, 0.6
KEPT = 48
_NOT_IN = ("bulls_eye", "fluoro")
Plane = ViewPlane | StraightPlane


@dataclass(frozen=True)
class _Colours:
    """Token and strength of rim and inside, by number - 1; None: not shown."""

    of: tuple[tuple[str, float, float] | None, ...]

    def table(self) -> list[int]:
        """Of a label picture's codes."""
        out = [0] * (2 * MOST + 1)
        for n, look in enumerate(self.of[:MOST]):
            if look is not None:
                token, rim, inside = look
                out[2 * n + 1], out[2 * n + 2] = colour(token, inside).rgba(), colour(token, rim).rgba()
        return out


class VertebraOverlay:
    """Draws what the plane cuts; a stroke under way is seen as it is painted. Lies below the lesions."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[tuple[object, ...], tuple[QImage, QPoint] | None] = OrderedDict()

    def paint(self, painter: QPainter, plane: Plane, pane: PaneName, session: Session) -> None:
        """Structures first, vertebrae over them."""
        look = session.view.labels
        if pane in _NOT_IN:
            return
        if look.structures:
            self._structures(painter, plane, session)
        if look.vertebrae:
            self._vertebrae(painter, plane, session)

    def _vertebrae(self, painter: QPainter, plane: Plane, session: Session) -> None:
        canvas, look = session.labels, session.view.labels
        for at, layer in enumerate(canvas.layers(session.plan)):
            if layer.block.empty:
                continue
            colours = _Colours(tuple(self._look(name, session) for name in layer.block.names))
            key = ("vertebrae", at, canvas.revision, _key(plane), colours, colour("vertebra_0").rgb(), look.fill)
            self._draw(painter, key, layer.block.numbers_kji, layer.block.grid, plane, colours)

    def _look(self, name: str, session: Session) -> tuple[str, float, float] | None:
        look = session.view.labels
        if name in look.hidden:
            return None
        chosen = session.view.selected == ("level", name) or look.target == name
        return (
            vertebra_token(name),
            CHOSEN_RIM if chosen and look.working else _rim(look),
            TINT if _tints(look) else BARE,
        )

    def _structures(self, painter: QPainter, plane: Plane, session: Session) -> None:
        look, painted = session.view.labels, session.labels.painted
        for structure in session.plan.structures:
            if structure.id in look.hidden or (painted is not None and painted.target == structure.id):
                continue
            mask = session.masks.get(structure.mask)
            if isinstance(plane, StraightPlane) or touches(mask, plane):
                self._structure(painter, plane, structure.kind, mask, structure.mask.sha256, look)
        if painted is not None and not painted.block.empty:
            colours = _Colours(((structure_token(painted.kind), CHOSEN_RIM, TINT if look.fill else BARE),))
            key = ("painted", session.labels.revision, _key(plane), colours)
            self._draw(painter, key, painted.block.numbers_kji, painted.block.grid, plane, colours)

    def _structure(
        self, painter: QPainter, plane: Plane, kind: str, mask: Mask, sha256: str, look: LabelLook
    ) -> None:  # fmt: skip
        colours = _Colours(((structure_token(kind), _rim(look), FAINT if _tints(look) else BARE),))
        self._draw(painter, (sha256, _key(plane), colours), mask.voxels_kji.view(np.uint8), mask.grid, plane, colours)

    def _draw(
        self,
        painter: QPainter,
        key: tuple[object, ...],
        numbers: Numbers,
        grid: Grid,
        plane: Plane,
        colours: _Colours,
    ) -> None:
        if key not in self._pictures:
            self._pictures[key] = _picture(numbers, grid, plane, colours)
            while len(self._pictures) > KEPT:
                self._pictures.popitem(last=False)
        self._pictures.move_to_end(key)
        made = self._pictures[key]
        if made is not None:
            painter.drawImage(made[1], made[0])


def _picture(numbers: Numbers, grid: Grid, plane: Plane, colours: _Colours) -> tuple[QImage, QPoint] | None:
    found = (
        straight_label_picture(numbers, grid, plane)
        if isinstance(plane, StraightPlane)
        else label_picture(numbers, grid, plane)
    )
    if found is None or not found.codes.any():
        return None
    height, width = found.codes.shape
    rows = np.zeros((height, -(-width // 4) * 4), dtype=np.uint8)
    rows[:, :width] = found.codes
    image = QImage(rows.data, width, height, rows.shape[1], QImage.Format.Format_Indexed8)
    image.setColorTable(colours.table())
    made = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    return made, QPoint(found.left_px, found.top_px)


def _key(plane: Plane) -> object:
    return plane.key if isinstance(plane, StraightPlane) else plane


def _tints(look: LabelLook) -> bool:
    return look.fill and look.working


def _rim(look: LabelLook) -> float:
    return RIM if look.working else QUIET_RIM
