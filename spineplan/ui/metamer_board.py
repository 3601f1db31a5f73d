"""The metamer board: C1 to coccyx as one column; what is known of each level at a glance, and the way there."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from spineplan.clinical.case import Case
from spineplan.plan.model import Plan
from spineplan.ui.drawings import board_paint
from spineplan.ui.drawings.board_shape import Chip, chips, shown_levels
from spineplan.ui.level_facts import LevelFacts, facts_of, sentence
from spineplan.viewer.theme import scaled, theme

_MARGIN_PX = 8.0
_WIDTH_PX = 142


class MetamerBoard(QWidget):
    """`level_chosen(name)` on a click or Enter. Shows a plan; changes nothing."""

    level_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("board")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Metamer board"))
        self._facts: dict[str, LevelFacts] = {}
        self._chips: list[Chip] = []
        self._here = ""
        self._expected = ""
        self._hovered = ""
        self._focused = ""
        theme().changed.connect(self._redress)
        self.show_plan(None)

    def _redress(self, *_theme: object) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(_WIDTH_PX, scaled(_WIDTH_PX)), 560)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(_WIDTH_PX, scaled(_WIDTH_PX)), 380)

    def show_plan(self, plan: Plan | None, case: Case | None = None) -> None:
        """Marks of every level; with its clinical answers, SINS too."""
        self._facts = facts_of(plan, case) if plan is not None else {}
        self._place()

    def show_here(self, name: str, expected: str = "") -> None:
        """The level under the crosshair, and the one that the next click names."""
        if (name, expected) != (self._here, self._expected):
            self._here, self._expected = name, expected
            self.update()

    def chip_centre(self, name: str) -> QPointF:
        """Where a level's chip is, in the board's pixels. Raises KeyError for a level that is not shown."""
        return {chip.name: chip.rect.center() for chip in self._chips}[name]

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        board_paint.paint_cord(painter, self._chips)
        for chip in self._chips:
            look = board_paint.Look(
                here=chip.name == self._here,
                expected=chip.name == self._expected,
                hovered=chip.name == self._hovered,
                focused=self.hasFocus() and chip.name == self._focused,
            )
            board_paint.paint_chip(painter, chip, self._facts.get(chip.name), look, self.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        name = self._at(event.position())
        if name != self._hovered:
            self._hovered = name
            self.setCursor(Qt.CursorShape.PointingHandCursor if name in self._facts else Qt.CursorShape.ArrowCursor)
            self.update()
        if name:
            QToolTip.showText(event.globalPosition().toPoint(), sentence(name, self._facts.get(name)), self)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = ""
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        name = self._at(event.position())
        if name and event.button() == Qt.MouseButton.LeftButton:
            self._focused = name
            self.level_chosen.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        names = [chip.name for chip in self._chips]
        now = names.index(self._focused) if self._focused in names else self._first_row()
        match event.key():
            case Qt.Key.Key_Up:
                self._focused = names[max(now - 1, 0)]
            case Qt.Key.Key_Down:
                self._focused = names[min(now + 1, len(names) - 1)]
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.level_chosen.emit(names[now])
            case _:
                super().keyPressEvent(event)
                return
        self.update()

    def _first_row(self) -> int:
        """Where the arrows start: at the level under the crosshair, else at the first named one."""
        names = [chip.name for chip in self._chips]
        start = self._here or next((name for name in names if name in self._facts), names[0])
        return names.index(start)

    def _at(self, position: QPointF) -> str:
        """A chip's whole row is its target, so that small chips are easy to hit."""
        for chip in self._chips:
            row = QRectF(0.0, chip.rect.top(), float(self.width()), chip.rect.height() + 2.0)
            if row.contains(position):
                return chip.name
        return ""

    def _place(self) -> None:
        area = QRectF(self.rect()).adjusted(0.0, _MARGIN_PX, 0.0, -_MARGIN_PX)
        self._chips = chips(shown_levels(set(self._facts)), area)
        self.update()
