"""Labels in the Levels stage: from elsewhere, what there is, and the tools that edit it."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from spineplan.session.session import ViewChange
from spineplan.ui.file_dialogs import ask_labels
from spineplan.ui.icons import put_icon
from spineplan.ui.label_importing import LabelImporting
from spineplan.ui.panels.levels.label_offer import LabelOfferCard
from spineplan.ui.panels.levels.label_tools import LabelTools
from spineplan.ui.panels.pieces import button, flowing, hint, rule
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.later import later


class LabelSection(QWidget):
    """Hangs in the Levels panel; lives on the bridge and on the one importing of the window."""

    def __init__(self, bridge: SessionBridge, importing: LabelImporting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._importing = bridge, importing
        self._install_wanted = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.head = button(self.tr("Outlines and labels"), self._toggle, kind="quiet")
        self.head.setCheckable(True)
        self.head.setToolTip(self.tr("Labels from elsewhere, what is outlined, and the tools that edit it"))
        outer.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        self.body = QWidget()
        outer.addWidget(self.body)
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self._fill()
        self.expand(False)
        self._stale = later(self, self.refresh)
        importing.arrived.connect(lambda: QTimer.singleShot(0, self, self._show_offer))
        bridge.jobs_changed.connect(self._mark)
        bridge.view_changed.connect(self._follow_selection)
        for signal in (importing.changed, bridge.session_changed, bridge.plan_changed, bridge.view_changed):
            signal.connect(self._mark)
        self.refresh()

    def expand(self, wanted: bool) -> None:
        """Open or close the section; the tools are put away with it."""
        self.head.setChecked(wanted)
        put_icon(self.head, "chevron-down" if wanted else "chevron-right", "muted")
        self.body.setVisible(wanted)
        if not wanted:
            self.tools.give_back()

    def _toggle(self) -> None:
        self.expand(self.head.isChecked())

    def _fill(self) -> None:
        importing = self._importing
        self.open_button = button(
            self.tr("Open labels…"), self.ask, "layers",
            tip=self.tr("NIfTI, NRRD or DICOM SEG of this patient; or drop the file on the window"),
        )  # fmt: skip
        self.segment_button = button(self.tr("TotalSegmentator"), self._segment, "play")
        self.cancel_button = button(self.tr("Cancel"), importing.cancel, "x")
        self.fast = QCheckBox(self.tr("Fast (3 mm)"))
        self.fast.setToolTip(self.tr("Minutes instead of an hour without a graphics card; coarser edges"))
        self.column.addLayout(flowing(self.open_button, self.segment_button, self.fast, self.cancel_button))
        self._words = hint()
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(self._words)
        self.offer = LabelOfferCard(self._bridge, importing)
        self.column.addWidget(self.offer)
        self.tools = LabelTools(self._bridge)
        self.column.addWidget(self.tools)
        self.column.addWidget(rule())

    def ask(self) -> None:
        """Choose a label map."""
        ask_labels(self.window(), self.tr("Open labels of this patient"), self._importing.open)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        if self._importing.offer is not None:
            QTimer.singleShot(0, self, self._show_offer)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.tools.give_back()
        self._work(False)

    def _follow_selection(self, change: ViewChange) -> None:
        """A level that is chosen anywhere is what the tools work on."""
        chosen = change.new.selected
        if chosen is not None and chosen != change.old.selected and chosen[0] == "level":
            self._bridge.look(self, labels=replace(change.new.labels, target=chosen[1]))

    def _mark(self, *_what: object) -> None:
        if self.isVisible():
            self._stale.start()

    def refresh(self) -> None:
        """Buttons, words, list and tools."""
        busy, pending = self._importing.busy, self._importing.offer is not None
        self._work(self.isVisible())
        self.tools.refresh(hidden=pending)
        for made in (self.open_button, self.segment_button, self.fast):
            made.setVisible(busy is None and not pending)
        self.cancel_button.setVisible(busy is not None)
        if busy is not None:
            share = "" if busy.done is None else f"  {busy.done * 100:.0f} %"
            self._words.setText(f"{busy.text or busy.title}{share}")
        self._words.setVisible(busy is not None or self._install_wanted)
        if busy is None and self._install_wanted:
            from spineplan.exchange.total_segmentator import HOW_TO_INSTALL

            self._words.setText(HOW_TO_INSTALL)

    def _work(self, wanted: bool) -> None:
        """Outlines are tinted only where they are worked on."""
        session = self._bridge.session
        if session is not None and session.view.labels.working != wanted:
            self._bridge.look(self, labels=replace(session.view.labels, working=wanted))

    def _show_offer(self) -> None:
        """Bring what arrived into sight."""
        self.expand(True)
        scroll = self.parentWidget()
        while scroll is not None and not isinstance(scroll, QScrollArea):
            scroll = scroll.parentWidget()
        page = scroll.widget() if isinstance(scroll, QScrollArea) else None
        if isinstance(scroll, QScrollArea) and page is not None and self.offer.isVisible():
            top = self.offer.mapTo(page, self.offer.rect().topLeft()).y()
            scroll.verticalScrollBar().setValue(max(top - 8, 0))

    def _segment(self) -> None:
        from spineplan.exchange.total_segmentator import installed

        self._install_wanted = installed(self._importing.program) is None
        if not self._install_wanted:
            self._importing.segment(self.fast.isChecked())
        self.refresh()
