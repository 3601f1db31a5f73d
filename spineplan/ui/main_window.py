"""The workstation's window: puts bars, board, images and panels together; decides nothing itself."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from spineplan.ui.actions import Actions
from spineplan.ui.empty_images import EmptyImages, dropped_path
from spineplan.ui.findings_bar import FindingsBar
from spineplan.ui.icons import IconsFollowTheme
from spineplan.ui.image_bar import ImageBar
from spineplan.ui.job_area import JobArea
from spineplan.ui.message_bar import MessageBar
from spineplan.ui.metamer_board import MetamerBoard
from spineplan.ui.panels.deck import PanelDeck
from spineplan.ui.patient_bar import PatientBar
from spineplan.ui.settings import Settings
from spineplan.ui.style import dress
from spineplan.ui.task_rail import TaskRail
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.theme import scaled, theme

PANEL_WIDTH_PX = 336
_STEP_WIDTH_PX = 148
_MESSAGE_WIDTH_PX = 860


class MainWindow(QMainWindow):
    """`may_close` is asked before the window goes; `dropped` and `painted` tell what happened to it."""

    dropped = Signal(str)
    painted = Signal()

    def __init__(self, bridge: SessionBridge, settings: Settings, deck: PanelDeck) -> None:
        super().__init__()
        self.bridge, self.settings, self.deck = bridge, settings, deck
        self.may_close: Callable[[], bool] = lambda: True
        self.setWindowTitle("spineplan")
        self.setAcceptDrops(True)
        self.actions_ = Actions(self)
        self.patient_bar = PatientBar()
        self.rail = TaskRail()
        self.board = MetamerBoard()
        self.image_bar = ImageBar(bridge)
        self.empty = EmptyImages()
        self.images = QStackedWidget()
        self.middle = QSplitter(Qt.Orientation.Vertical)
        self.middle.setChildrenCollapsible(False)
        self.images.addWidget(self.empty)
        self.message = MessageBar()
        self.findings = FindingsBar()
        self.jobs = JobArea(bridge)
        self.findings.line.addWidget(self.jobs)
        self._fill_patient_bar()
        self._arrange()
        self._dress()
        IconsFollowTheme(self)
        theme().changed.connect(self._dress)
        settings.changed.connect(self._follow_text_size)
        self._place(settings.geometry())

    def _fill_patient_bar(self) -> None:
        self.patient_bar.set_menu(self.actions_.menu())
        self.undo_button = self.patient_bar.add_action(self.actions_.undo, _STEP_WIDTH_PX)
        self.redo_button = self.patient_bar.add_action(self.actions_.redo, _STEP_WIDTH_PX)
        for action in (self.actions_.save, self.actions_.settings, self.actions_.shortcuts):
            self.patient_bar.add_action(action)

    def _arrange(self) -> None:
        root = QWidget()
        root.setObjectName("root")
        column = QVBoxLayout(root)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.patient_bar)
        column.addWidget(self.rail)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.board)
        centre = QVBoxLayout()
        centre.setSpacing(0)
        centre.addWidget(self.image_bar)
        self.middle.addWidget(self.images)
        centre.addWidget(self.middle, 1)
        middle.addLayout(centre, 1)
        middle.addWidget(self.deck)
        column.addLayout(middle, 1)
        column.addWidget(self.findings)
        self.setCentralWidget(root)
        self.message.setParent(root)
        self.message.wanted.connect(self._place_message)

    def _place_message(self) -> None:
        """Over the lower edge of the images: nothing moves under the pointer when a message comes or goes."""
        room = self.images.geometry()
        corner = self.images.mapTo(self.centralWidget() or self, self.images.rect().topLeft())
        width = min(_MESSAGE_WIDTH_PX, room.width() - 24)
        height = self.message.height_for(width)
        left = corner.x() + (room.width() - width) // 2
        self.message.setGeometry(left, corner.y() + room.height() - height - 12, width, height)
        self.message.raise_()

    def show_below(self, widget: QWidget | None) -> None:
        """A widget under the images, or none; each keeps the height that the user gave it."""
        for other in self.middle.children():
            if isinstance(other, QWidget) and self.middle.indexOf(other) > 0:
                other.setVisible(other is widget)
        if widget is not None and self.middle.indexOf(widget) < 0:
            self.middle.addWidget(widget)
            widget.show()
            self.middle.setStretchFactor(0, 1)
            below = min(widget.sizeHint().height(), self.middle.height() * 2 // 5)
            self.middle.setSizes([self.middle.height() - below, below])

    def show_images(self, images: QWidget | None) -> None:
        """The images of the open patient, or the page that teaches the first step."""
        if images is not None and self.images.indexOf(images) < 0:
            self.images.addWidget(images)
        self.images.setCurrentWidget(images if images is not None else self.empty)
        self._take_keys()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_keys()

    def _take_keys(self) -> None:
        """Keys go to the images, or to what opens some; not to whatever button happens to be the first."""
        focus = self.focusWidget()
        if not (bool(focus) and focus.isVisible() and focus is not self.patient_bar.menu_button):
            wanted = self.empty.folder_button if self.images.currentIndex() == 0 else self.images
            wanted.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.settings.keep_geometry(self.saveGeometry())
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_path(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_path(event)
        if path:
            self.dropped.emit(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for sheet in self.findChildren(QWidget, "veil"):
            sheet.setGeometry(self.rect())
        self._place_message()

    def _follow_text_size(self, what: str) -> None:
        if what == "font_scale":
            theme().scale_text(self.settings.font_scale)

    def _dress(self, *_why: object) -> None:
        dress(self)
        self.deck.setFixedWidth(max(PANEL_WIDTH_PX, scaled(PANEL_WIDTH_PX)))

    def _place(self, geometry: object) -> None:
        if isinstance(geometry, QByteArray) and self.restoreGeometry(geometry):
            return
        self.setGeometry(self.screen().availableGeometry())
        self.setWindowState(Qt.WindowState.WindowMaximized)
