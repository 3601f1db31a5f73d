"""What is drawn over the 3-D picture: names of levels, orientation cube and letters, a line of words."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from spineplan.geometry.orientation import orientation_letters
from spineplan.geometry.vectors import vector
from spineplan.geometry.view_plane import ViewPlane
from spineplan.render.scene_camera import SceneCamera
from spineplan.render.scene_marker import cube_faces
from spineplan.render.scene_shapes import Label
from spineplan.render.scene_volume import scene_style
from spineplan.viewer.overlays import outlined
from spineplan.viewer.theme import colour, font, tokens
from spineplan.viewer.words import tr

CUBE_HALF_PX = 15.0
MARGIN = 8.0
ROOM_FOR_CUBE = 200
BELOW_BUTTONS_PX = 6.0
_CENTRE = Qt.AlignmentFlag.AlignCenter


def draw_labels(painter: QPainter, labels: tuple[Label, ...]) -> None:
    """A small plate for each level, beside its centre; levels to treat are bold and in the accent."""
    for label in labels:
        weight = QFont.Weight.DemiBold if label.strong else QFont.Weight.Normal
        painter.setFont(font(tokens().small_font_px, weight))
        width = QFontMetricsF(painter.font()).horizontalAdvance(label.text) + 8.0
        height = QFontMetricsF(painter.font()).height() + 2.0
        plate = QRectF(label.x_px - width / 2.0, label.y_px - height / 2.0, width, height)
        painter.setPen(QPen(colour("image_accent"), 1.0) if label.strong else Qt.PenStyle.NoPen)
        painter.setBrush(colour("image_halo", 0.62))
        painter.drawRoundedRect(plate, 4, 4)
        painter.setPen(colour("image_text"))
        painter.drawText(plate, _CENTRE, label.text)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_cube(painter: QPainter, camera: SceneCamera, plane: ViewPlane) -> None:
    """Which way the patient is seen, in the lower left corner."""
    if min(plane.width_px, plane.height_px) < ROOM_FOR_CUBE:
        return
    middle = QPointF(MARGIN + CUBE_HALF_PX * 1.75, plane.height_px - MARGIN - CUBE_HALF_PX * 1.75)
    for face in cube_faces(camera):
        corners = [middle + QPointF(x, y) * CUBE_HALF_PX for x, y in face.corners]
        painter.setBrush(colour("image_muted", 0.16 + 0.30 * face.facing))
        painter.setPen(QPen(colour("image_muted", 0.9), 1.0))
        painter.drawPolygon(QPolygonF(corners))
        if face.facing > 0.3:
            painter.setFont(font(tokens().small_font_px + 1, QFont.Weight.DemiBold))
            painter.setPen(colour("image_text", min(1.0, face.facing * 1.4)))
            at = middle + QPointF(*face.middle) * CUBE_HALF_PX
            painter.drawText(QRectF(at.x() - 10, at.y() - 10, 20, 20), _CENTRE, face.letter)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_letters(painter: QPainter, plane: ViewPlane) -> None:
    """The patient's sides at the picture's sides."""
    right, down = vector(plane.right_lps), vector(plane.down_lps)
    inside = QRectF(0, 0, plane.width_px, plane.height_px).adjusted(MARGIN, MARGIN - 2, -MARGIN, -(MARGIN - 2))
    across, upright = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignVCenter
    for direction, flags in (
        (-right, Qt.AlignmentFlag.AlignLeft | upright),
        (right, Qt.AlignmentFlag.AlignRight | upright),
        (down, Qt.AlignmentFlag.AlignBottom | across),
    ):
        letters = orientation_letters(direction)
        outlined.text(painter, inside, flags, letters, colour("image_text"), tokens().font_px + 1)


def draw_title(painter: QPainter, area: QRectF, title: str, lines: str) -> None:
    """The pane's name, and what is shown in small print below it."""
    inside = area.adjusted(MARGIN, MARGIN - 2, -MARGIN, -(MARGIN - 2))
    corner = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    outlined.text(painter, inside, corner, title, colour("plane_scene"), tokens().font_px)
    below = inside.adjusted(0, QFontMetricsF(font()).lineSpacing() + BELOW_BUTTONS_PX, 0, 0)
    outlined.text(painter, below, corner, lines, colour("image_muted"), tokens().small_font_px + 1)


def draw_hint(painter: QPainter, area: QRectF, words: str) -> None:
    """One muted sentence in the middle."""
    painter.setFont(font())
    painter.setPen(colour("image_muted"))
    painter.drawText(area.adjusted(24, 24, -24, -24), int(_CENTRE) | int(Qt.TextFlag.TextWordWrap), words)


def label_words(alone: str) -> str:
    """What a click does while outlines stand in for the patient; alone: the level that is seen by itself."""
    return tr("{level} alone; click it again for all").format(level=alone) if alone else tr("Click one to see it alone")


def picture_words(is_ct: bool, preset: str, surface_is_there: bool) -> str:
    """How the patient is drawn."""
    if not is_ct:
        return tr("half resolution")
    names = {"bone": tr("Bone"), "soft": tr("Soft tissue"), "surface": tr("Bone surface")}
    words = [names[preset], tr("half resolution")]
    if preset == "surface":
        words[0] = tr("Bone surface from {hu} HU").format(hu=f"{scene_style().surface.threshold:.0f}")
        if not surface_is_there:
            words[1] = tr("being made …")
    return " · ".join(words)
