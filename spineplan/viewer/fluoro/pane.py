"""The virtual C-arm: a radiograph of the CT with the plan over it. Drag turns the arm, wheel magnifies."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from spineplan.geometry.orientation import orientation_letters
from spineplan.imaging.volume import Volume
from spineplan.measure.needle import oblique_words
from spineplan.plan.model import Needle
from spineplan.session.session import Session
from spineplan.session.view_state import FluoroLook
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.fluoro.arm import fluoro_angles, fluoro_arm
from spineplan.viewer.fluoro.buttons import FluoroButtons
from spineplan.viewer.fluoro.drawing import Screen, draw_plan
from spineplan.viewer.fluoro.picture import FluoroPicture
from spineplan.viewer.fluoro.treatment import draw_cement, draw_zones
from spineplan.viewer.overlays import outlined
from spineplan.viewer.pane_view import PaneView, shown_needle
from spineplan.viewer.theme import colour, theme, tokens
from spineplan.viewer.words import tr

MARGIN = 8
DEG_PER_PX = 0.4
WHEEL_NOTCH, WHEEL_ZOOM = 120, 1.12
SMALLEST_MM, LARGEST_MM = 40.0, 480.0
_CORNER = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class FluoroPane(QWidget):
    """Needs the reference CT; a needle, if there is one, is the isocentre."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.eye = PaneView(bridge, "fluoro")
        self.picture = FluoroPicture(self)
        self.picture.changed.connect(self.update)
        self.buttons = FluoroButtons(self, self._look, lambda: bridge.look(self, beside_bulls_eye="scene"))
        self._grabbed: tuple[QPointF, FluoroLook] | None = None
        self._fresh = False
        self.setObjectName("pane_fluoro")
        self.setAccessibleName(tr("Virtual fluoroscopy"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setMinimumSize(120, 120)
        for signal in (bridge.view_changed, bridge.plan_changed, bridge.safety_changed):
            signal.connect(self._mark)
        for told in (bridge.cement_changed, bridge.cement_played):
            told.connect(self._mark)
        bridge.session_changed.connect(self._another_patient)
        bridge.volumes_changed.connect(self._voxels_changed)
        theme().changed.connect(self._mark)

    def sizeHint(self) -> QSize:
        """Room for a useful picture."""
        return QSize(480, 480)

    @property
    def volume(self) -> Volume | None:
        """The CT the plan lies in, whatever series the other panes show."""
        session = self.eye.session
        if session is None:
            return None
        volume = session.volumes.get(session.plan.reference.series_uid)
        shown = volume if volume is not None else session.volume
        usable = shown is not None and shown.unit == "HU" and shown.series_uid not in session.arrived
        return shown if usable else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The last radiograph and what is drawn over it."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), colour("image_background"))
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            session, volume = self.eye.session, self.volume
            if session is None or volume is None:
                self._hint(painter, tr("Virtual fluoroscopy needs a CT"))
            else:
                self._paint(painter, session, volume)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(colour("pane_border"), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint(self, painter: QPainter, session: Session, volume: Volume) -> None:
        look, arm = session.view.fluoro, fluoro_arm(session)
        self.picture.want(volume, arm, self._fresh)
        self._fresh = False
        self.buttons.show_look(look, shown_needle(session) is not None)
        made = self.picture.made
        if made is None:
            self._hint(painter, tr("Preparing the radiograph …"))
            return
        # Overlays belong to the picture shown, which may lag behind the wish while dragging.
        screen = Screen(made.arm, self.width(), self.height(), look.mirrored)
        height, width = made.pixels.shape
        image = QImage(made.pixels.data, width, height, width, QImage.Format.Format_Grayscale8)
        painter.drawImage(screen.area, image.mirrored(True, False) if look.mirrored else image)
        if session.view.overlays:
            drawn = self.eye.bridge.cement.drawn()
            if drawn is not None:
                draw_cement(painter, screen, *drawn)
            draw_zones(painter, screen, session)
            draw_plan(painter, screen, session, self._worst_mm)
        self._words(painter, session, screen)

    def _words(self, painter: QPainter, session: Session, screen: Screen) -> None:
        inside = QRectF(self.rect()).adjusted(MARGIN, MARGIN - 2, -MARGIN, -(MARGIN - 2))
        outlined.text(painter, inside, _CORNER, tr("Virtual fluoroscopy"), colour("plane_fluoro"), tokens().font_px)
        angles = fluoro_angles(session)
        lines = [" · ".join(oblique_words(angles))]
        beyond = self.eye.bridge.safety.limits.reason(angles, session.view.fluoro.prone)
        if beyond:
            lines.append(tr("Out of reach: {why}").format(why=beyond))
        if session.view.fluoro.mirrored:
            lines.append(tr("flipped left to right"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        size = tokens().small_font_px + 1
        outlined.text(painter, inside, flags, "\n".join(lines), colour("image_text"), size)
        right, down = screen.arm.screen_axes
        letters = (orientation_letters(right), orientation_letters(-right))
        first, second = letters[::-1] if not session.view.fluoro.mirrored else letters
        middle = Qt.AlignmentFlag.AlignVCenter
        outlined.text(painter, inside, middle | Qt.AlignmentFlag.AlignLeft, first, colour("image_text"))
        outlined.text(painter, inside, middle | Qt.AlignmentFlag.AlignRight, second, colour("image_text"))
        head = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        below = inside.adjusted(0, self.buttons.height() + 18.0, 0, 0)
        outlined.text(painter, below, head, orientation_letters(-down), colour("image_text"))

    def _worst_mm(self, needle: Needle) -> float | None:
        margins = self.eye.bridge.safety.margins(needle)
        return margins.worst_mm if margins is not None else None

    def _hint(self, painter: QPainter, words: str) -> None:
        outlined.text(painter, QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, words, colour("image_muted"))

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the C-arm."""
        session = self.eye.session
        if event.button() == Qt.MouseButton.LeftButton and session is not None:
            angles = fluoro_angles(session)
            held = replace(session.view.fluoro, primary_deg=angles.primary_deg, secondary_deg=angles.secondary_deg)
            self._grabbed = (event.position(), held)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Across turns about the patient, up and down tilts towards head and feet."""
        if self._grabbed is None:
            return
        by = event.position() - self._grabbed[0]
        held = self._grabbed[1]
        primary = (held.primary_deg - by.x() * DEG_PER_PX + 180.0) % 360.0 - 180.0
        secondary = max(-89.0, min(89.0, held.secondary_deg + by.y() * DEG_PER_PX))
        self._look(replace(held, mode="free", primary_deg=primary, secondary_deg=secondary))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fill the whole area, or go back."""
        session = self.eye.session
        if session is not None and event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = None
            self.eye.bridge.look(self, maximised=None if session.view.maximised == "fluoro" else "fluoro")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Magnify about the isocentre."""
        session = self.eye.session
        if session is not None:
            look = session.view.fluoro
            field = look.field_mm * WHEEL_ZOOM ** (-event.angleDelta().y() / WHEEL_NOTCH)
            self._look(replace(look, field_mm=max(SMALLEST_MM, min(LARGEST_MM, field))))
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons stay in the upper right corner."""
        super().resizeEvent(event)
        self._place_buttons()

    def _place_buttons(self) -> None:
        self.buttons.adjustSize()
        self.buttons.move(max(self.width() - self.buttons.width() - 4, 0), 4 if self.width() > 430 else 24)

    def _look(self, look: FluoroLook) -> None:
        self.eye.bridge.look(self, fluoro=look)

    def _mark(self, *_: object) -> None:
        self.update()

    def _another_patient(self) -> None:
        self.picture.forget()
        self._grabbed = None
        self.update()

    def _voxels_changed(self, series_uid: str) -> None:
        volume = self.volume
        self._fresh = self._fresh or (volume is not None and volume.series_uid == series_uid)
        self._place_buttons()
        self.update()
