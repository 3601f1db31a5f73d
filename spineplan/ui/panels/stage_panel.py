"""What every stage's panel has: a title, a scrolling column, and a refresh at most once per turn of the event loop."""

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from spineplan.plan.model import Plan
from spineplan.session.session import Session
from spineplan.ui.stages import STAGES, Stage, stage_name
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.later import later


class StagePanel(QWidget):
    """Children fill `self.column` and override `refresh`. Widgets write by `bridge.apply`, and read in `refresh`."""

    stage: Stage
    stage_wanted = Signal(str)
    below: QWidget | None = None
    """What the window shows under the images while this stage is the one."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head())
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page = page = QWidget()
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(14, 2, 14, 14)
        self.column.setSpacing(8)
        self._scroll.setWidget(page)
        outer.addWidget(self._scroll, 1)
        self._refresh = later(self, self._refresh_seen)
        bridge.session_changed.connect(self.mark_stale)
        bridge.plan_changed.connect(self.mark_stale)
        bridge.view_changed.connect(self.mark_stale)
        bridge.volumes_changed.connect(self.mark_stale)

    def _head(self) -> QHBoxLayout:
        """The stage's name, and the way to the next one."""
        row = QHBoxLayout()
        row.setContentsMargins(14, 8, 10, 4)
        title = QLabel(stage_name(self.stage))
        title.setObjectName("title")
        row.addWidget(title, 1)
        place = STAGES.index(self.stage) + 1
        if place < len(STAGES):
            self.next_button = QPushButton(self.tr("{stage} →").format(stage=stage_name(STAGES[place])))
            self.next_button.setObjectName("quiet")
            self.next_button.setToolTip(self.tr("The next stage  (Alt+{n})").format(n=place + 1))
            self.next_button.clicked.connect(lambda: self.stage_wanted.emit(STAGES[place]))
            row.addWidget(self.next_button)
        return row

    @property
    def session(self) -> Session | None:
        """The open patient."""
        return self.bridge.session

    @property
    def plan(self) -> Plan | None:
        """What is shown of the open patient's plan."""
        return self.bridge.session.plan if self.bridge.session is not None else None

    def refresh(self) -> None:
        """Write everything from the session."""

    def entered(self) -> None:
        """The user came to this stage: choose its tool and layout."""

    def left(self) -> None:
        """The user goes elsewhere: give the tool back."""

    def set_usable(self, usable: bool) -> None:
        """Whether the column can be worked with; the way to the next stage stays open."""
        self._page.setEnabled(usable)

    def mark_stale(self, *_what: object) -> None:
        """Refresh at the next turn of the event loop, if the panel is seen."""
        if self.isVisible():
            self._refresh.start()

    def _refresh_seen(self) -> None:
        if self.isVisible():  # the stage may have been left since: what it would draw is no longer wanted
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def bring(self, widget: QWidget, below_px: int) -> None:
        """Scroll so that a widget of the column is seen with so much of what lies below it, once what was shown or
        hidden just now has its place."""

        def scroll() -> None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            top, bar = widget.mapTo(self._page, QPoint(0, 0)).y(), self._scroll.verticalScrollBar()
            lowest = top + widget.height() + below_px - self._scroll.viewport().height()
            bar.setValue(min(max(bar.value(), lowest), top))

        QTimer.singleShot(0, self, scroll)

    def add(self, thing: QWidget | QLayout) -> None:
        """Put something at the column's end."""
        if isinstance(thing, QLayout):
            self.column.addLayout(thing)
        else:
            self.column.addWidget(thing)
