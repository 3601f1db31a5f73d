"""Opening: a folder, a zip, a disc, a plan; what was opened lately; every series found with its verdict."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from spineplan.storage.library import Library, Recent
from spineplan.ui.icons import icon
from spineplan.ui.panels.pieces import Prompt, button, flowing, hint, section, show_rows
from spineplan.ui.panels.registering.section import RegistrationSection
from spineplan.ui.panels.stage_panel import StagePanel
from spineplan.ui.panels.study.series_tree import SeriesTree
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.theme import theme

_MOST_ROWS = 6


class StudyPanel(StagePanel):
    """`open_folder`, `open_file`, `open_demo`, `path_chosen(Path)`, `series_chosen(SeriesEntry, Run or None)`."""

    stage = "study"
    open_folder = Signal()
    open_file = Signal()
    open_demo = Signal()
    path_chosen = Signal(object)
    series_chosen = Signal(object, object)

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.prompt = Prompt()
        self.add(self.prompt)
        self.folder_button = button(self.tr("Folder or CD…"), self.open_folder.emit, "folder-open", "primary")
        self.file_button = button(self.tr("File, zip, plan…"), self.open_file.emit, "file")
        self._opens, self._demo = QWidget(), QWidget()
        self._opens.setLayout(flowing(self.folder_button, self.file_button))
        self.add(self._opens)
        self.found_title = section(self.tr("FOUND"))
        self.tree = SeriesTree(bridge)
        self.tree.chosen.connect(self.series_chosen)
        self.problems = hint()
        self.add(self.found_title)
        self.column.addWidget(self.tree, 3)
        self.add(self.problems)
        self.registration = RegistrationSection(bridge)
        self.add(self.registration)
        self.recent_title = section(self.tr("OPENED LATELY"))
        self.recents = QListWidget()
        self.recents.setAccessibleName(self.tr("Opened lately"))
        self.recents.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.recents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.recents.itemClicked.connect(self._reopen)
        self.recents.itemActivated.connect(self._reopen)
        self.add(self.recent_title)
        self.add(self.recents)
        self.demo_button = button(self.tr("Demo patient"), self.open_demo.emit, "play", "quiet")
        self.demo_button.setToolTip(self.tr("A synthetic patient with a known lesion; no real person"))
        self._demo.setLayout(flowing(self.demo_button))
        self.add(self._demo)
        self.column.addStretch(1)
        self._shown: tuple[Recent, ...] | None = None
        self._found = False
        theme().changed.connect(self._redraw)
        bridge.jobs_changed.connect(self._settle)
        self._show_found(False)
        self._ask()

    def show_index(self, index: object, path: Path) -> None:
        """What a scan found; None while it runs."""
        from spineplan.dicom.index import ImageIndex

        if not isinstance(index, ImageIndex):
            self.prompt.say(self.tr("Looking through {name}").format(name=path.name))
            return
        self.tree.show_index(index)
        self._show_found(True)
        self.problems.setText("\n".join(index.problems))
        self.problems.setVisible(bool(index.problems))
        self._ask()

    def left(self) -> None:
        """Give the mouse back, and show the images as they are."""
        self.registration.leave()

    def refresh(self) -> None:
        """Recents, the prompt and what is registered."""
        self._ask()
        self.registration.refresh()
        self._make_room()
        recents = Library().recent()
        if recents != self._shown:
            self._shown = recents
            self._fill(recents)

    def _settle(self) -> None:
        """Nothing is looked through any more, also when that was cancelled or failed."""
        if not self.bridge.jobs.running:
            self._ask()

    def _redraw(self) -> None:
        self._shown = None
        self.mark_stale()

    def _ask(self) -> None:
        session = self.session
        if session is not None and session.volumes:
            shown = session.plan.reference
            self.prompt.say(
                self.tr("Open: {series}").format(series=shown.description or shown.modality),
                self.tr("Next: Levels. Double-click another series of this patient to add it."),
            )
        elif session is not None:
            self.prompt.say(self.tr("Open the images of this plan"), self.tr("The plan is open without its images."))
        elif self.tree.isVisible():
            self.prompt.say(self.tr("Choose a series"), self.tr("Double-click it, or press Enter."))
        else:
            self.prompt.say(self.tr("Open a patient's CT"), self.tr("Or drop a folder, a zip or a plan on the window."))

    def _show_found(self, wanted: bool) -> None:
        self._found = wanted
        for widget in (self.found_title, self.tree):
            widget.setVisible(wanted)
        self.problems.setVisible(False)

    def _make_room(self) -> None:
        """While places are paired nothing else is opened: everything needed for that is in sight."""
        free = not self.registration.pairing
        for widget in (self.prompt, self._opens, self._demo):
            widget.setVisible(free)
        for widget in (self.found_title, self.tree):
            widget.setVisible(free and self._found)
        self.problems.setVisible(free and bool(self.problems.text()))
        for widget in (self.recents, self.recent_title):
            widget.setVisible(free and self.recents.count() > 0)

    def _fill(self, recents: tuple[Recent, ...]) -> None:
        self.recents.clear()
        for recent in recents:
            name = Path(recent.path).name
            item = QListWidgetItem(icon("file-text" if recent.kind == "plan" else "images"), f"{recent.title}\n{name}")
            item.setData(Qt.ItemDataRole.UserRole, recent.path)
            there = recent.exists
            item.setToolTip(recent.path if there else self.tr("{path} is not there any more").format(path=recent.path))
            if not there:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.recents.addItem(item)
        show_rows(self.recents, _MOST_ROWS)
        for widget in (self.recents, self.recent_title):
            widget.setVisible(bool(recents))

    def _reopen(self, item: QListWidgetItem) -> None:
        self.path_chosen.emit(Path(item.data(Qt.ItemDataRole.UserRole)))
