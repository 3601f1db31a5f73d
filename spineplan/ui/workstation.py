"""What happens in the window: stages, session changes, findings, closing. The widgets know nothing of each other."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QBuffer, QIODevice, QObject, QSize, Qt, QTimer

from spineplan.measure.finding import Finding
from spineplan.session.session import Session
from spineplan.ui.file_dialogs import ask_file, ask_folder, ask_labels
from spineplan.ui.go_there import begin_at, close_up, go_to, go_to_planned, level_at
from spineplan.ui.label_follow_up import LabelFollowUp
from spineplan.ui.label_importing import LabelImporting
from spineplan.ui.main_window import MainWindow
from spineplan.ui.measured import Measured
from spineplan.ui.opening import Opening
from spineplan.ui.panels.stage_panel import StagePanel
from spineplan.ui.policy import c_arm_of, policy_of
from spineplan.ui.reporting import Reporting
from spineplan.ui.saving import Saving
from spineplan.ui.sheets.settings_sheet import SettingsSheet
from spineplan.ui.sheets.shortcuts_sheet import ShortcutsSheet
from spineplan.ui.stages import STAGES, Stage, progress_of
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.later import later

if TYPE_CHECKING:
    from spineplan.ui.images_host import ImagesHost
    from spineplan.ui.panels.review.review_panel import ReviewPanel
    from spineplan.ui.panels.study.study_panel import StudyPanel

_THUMBNAIL = QSize(320, 240)
_CLOSE_STAGES: frozenset[Stage] = frozenset({"lesions", "plan"})
"""Stages in which one works on one level: its chip brings it near."""


class Workstation(QObject):
    """Listens to the bridge and the window's parts, and passes on what each must know."""

    def __init__(
        self,
        window: MainWindow,
        bridge: SessionBridge,
        saving: Saving,
        opening: Opening,
        measured: Measured,
        link: Callable[[StagePanel, "Workstation"], None],
    ) -> None:
        """link: connects a panel that was just made with what its buttons lead to."""
        super().__init__(window)
        self.window, self.bridge, self.saving = window, bridge, saving
        self.opening, self.measured = opening, measured
        self.reporting = Reporting(bridge, measured, saving, window.message, window)
        self.reporting.language = lambda: window.settings.language
        self.images: ImagesHost | None = None
        self.disagreement = ""
        self._closing = False
        self._stale = later(self, self.refresh)
        for signal in (
            bridge.session_changed,
            bridge.plan_changed,
            bridge.view_changed,
            saving.changed,
            measured.changed,
        ):
            signal.connect(self.mark_stale)
        bridge.message.connect(window.message.say)
        # Later: another stage arranges the panes anew, which the pane that was clicked does not survive meanwhile.
        bridge.comment_wanted.connect(self._open_comment, Qt.ConnectionType.QueuedConnection)
        bridge.registration_wanted.connect(self._register, Qt.ConnectionType.QueuedConnection)
        window.rail.stage_chosen.connect(self.go)
        window.board.level_chosen.connect(self._go_to_level)
        window.findings.show_me.connect(self._show_finding)
        window.may_close = self.may_close
        saving.thumbnail = self._thumbnail
        window.settings.changed.connect(self._follow_setting)
        self._follow_setting("thresholds")
        self.labels = LabelImporting(bridge, self)
        self.follow_up = LabelFollowUp(bridge, self)
        self.labels.arrived.connect(lambda: self.go("levels"))
        window.dropped.connect(lambda name: self.labels.open_if_labels(Path(name), opening.open_path))
        opening.disagreed.connect(self._show_disagreement)
        opening.opened.connect(self._show_images)
        opening.loading.complete.connect(measured.prepare)
        measured.looked.connect(lambda volume: begin_at(bridge, volume))
        bridge.session_changed.connect(self._follow_session)
        window.deck.made.connect(lambda panel: link(panel, self))
        self._connect_actions()
        self.go("study")
        self.refresh()

    def _connect_actions(self) -> None:
        acts = self.window.actions_
        acts.undo.triggered.connect(self.bridge.undo)
        acts.redo.triggered.connect(self.bridge.redo)
        acts.save.triggered.connect(lambda _on: self.saving.save())
        acts.save_as.triggered.connect(lambda _on: self.saving.save_as())
        acts.close_patient.triggered.connect(lambda _on: self.saving.settle(self.close_patient))
        acts.quit.triggered.connect(self.window.close)
        acts.full_screen.triggered.connect(self._toggle_full_screen)
        acts.settings.triggered.connect(self._open_settings)
        acts.report.triggered.connect(lambda _on: self.reporting.ask("pdf"))
        acts.shortcuts.triggered.connect(self._open_shortcuts)
        acts.open_folder.triggered.connect(self.ask_folder)
        acts.open_file.triggered.connect(self.ask_file)
        acts.open_labels.triggered.connect(self.ask_labels)
        acts.open_demo.triggered.connect(self.opening.open_demo)
        self.window.empty.open_folder.connect(self.ask_folder)
        self.window.empty.open_demo.connect(self.opening.open_demo)

    def _open_comment(self, comment_id: str) -> None:
        self.go("review")
        cast("ReviewPanel", self.window.deck.panel("review")).open_comment(comment_id)

    def _register(self, series_uid: str) -> None:
        self.go("study")
        cast("StudyPanel", self.window.deck.panel("study")).registration.begin(series_uid)

    def ask_folder(self) -> None:
        """Choose a folder to open."""
        ask_folder(self.window, self.tr("Open a folder or CD"), self.opening.open_path)

    def ask_file(self) -> None:
        """Choose a file to open."""
        ask_file(self.window, self.tr("Open a file, zip or plan"), self.opening.open_path)

    def ask_labels(self) -> None:
        """Choose a label map of the open patient."""
        ask_labels(self.window, self.tr("Open labels of this patient"), self.labels.open)

    def add_label_section(self, panel: StagePanel) -> None:
        """Labels from elsewhere and their tools, below a panel's first buttons."""
        from spineplan.ui.panels.levels.label_section import LabelSection

        column = panel.column
        widgets = [item.widget() if (item := column.itemAt(n)) is not None else None for n in range(column.count())]
        heads = [n for n, widget in enumerate(widgets) if widget is not None and widget.objectName() == "section"]
        column.insertWidget(heads[0] if heads else column.count() - 1, LabelSection(self.bridge, self.labels))

    def ask_beside(self) -> None:
        """Choose further images of this patient, to be shown beside the ones shown now."""
        ask_folder(self.window, self.tr("Open the images made afterwards"), self.opening.open_beside)

    def mark_stale(self, *_what: object) -> None:
        """Write the bars at the next turn of the event loop."""
        self._bars_stale = True
        self._stale.start()

    def go(self, stage: Stage) -> None:
        """Show a stage of the road."""
        self.window.rail.show_stage(stage)
        self.window.deck.go(stage)
        self.window.show_below(self.window.deck.panel(stage).below)
        self.mark_stale()

    def next_stage(self) -> None:
        """One step along the road."""
        now = self.window.deck.stage or "study"
        self.go(STAGES[min(STAGES.index(now) + 1, len(STAGES) - 1)])

    def refresh(self) -> None:
        """The board's place; and what depends on the plan, when that is stale: a crosshair drag must stay cheap."""
        session, window = self.bridge.session, self.window
        expected = session.view.next_level if session is not None and session.view.tool == "level" else ""
        window.board.show_here(level_at(self.bridge), expected)
        if self._bars_stale:
            self._bars_stale = False
            self._write_bars(session)

    def _write_bars(self, session: Session | None) -> None:
        """Patient bar, rail, board, findings, undo, save state."""
        plan, window = session.plan if session is not None else None, self.window
        window.patient_bar.show_plan(plan, self.disagreement)
        verdict = self.measured.readiness() if plan is not None else None
        window.rail.show_progress(progress_of(plan, verdict.state if verdict is not None else ""))
        window.board.show_plan(plan, self.measured.case() if plan is not None else None)
        window.findings.show_findings(self.measured.findings() if plan is not None else None)
        can_edit = session is not None and session.read_only_reason is None
        undo, redo = (session.undo_label, session.redo_label) if session is not None else (None, None)
        window.actions_.show_history(undo, redo, can_edit)
        for action in (
            window.actions_.save_as,
            window.actions_.close_patient,
            window.actions_.report,
            window.actions_.open_labels,
        ):
            action.setEnabled(session is not None)
        window.actions_.save.setEnabled(self.saving.dirty and can_edit)
        self._show_saved()

    def close_patient(self) -> None:
        """Back to an empty window."""
        self.disagreement = ""
        self.saving.let_go()
        self.bridge.set_session(None)
        self.window.show_images(None)
        self.go("study")

    def may_close(self) -> bool:
        """Whether the window may go now; otherwise it goes by itself after the answer."""
        if self._closing:
            return True
        return self.saving.settle(self._close_window)

    def _close_window(self) -> None:
        self._closing = True
        self.saving.let_go()
        QTimer.singleShot(0, self.window.close)

    def _show_images(self) -> None:
        """The images area is made for the first patient: it brings what draws pictures."""
        if self.images is None:
            from spineplan.ui.images_host import ImagesHost, KeysToImages

            self.images = ImagesHost(self.bridge, self.window.settings)
            KeysToImages(self.images, self.window)
            self.window.image_bar.offer(self.images.windows(), self.images.area.run)
        self.window.show_images(self.images)

    def _follow_session(self) -> None:
        if self.bridge.session is None:
            self.window.show_images(None)

    def _show_disagreement(self, sentence: str) -> None:
        self.disagreement = sentence
        self.mark_stale()

    def _follow_setting(self, name: str) -> None:
        if name == "thresholds":
            policy = policy_of(self.window.settings)
            self.measured.follow(policy)
            self.bridge.safety.use_c_arm(c_arm_of(policy))
        if name == "user_name" and self.bridge.session is not None:
            self.bridge.session.who = self.window.settings.user_name

    def _thumbnail(self) -> bytes | None:
        """What the images show now, small, for the plan file."""
        if self.images is None or not self.images.isVisible():
            return None
        small = self.images.area.grab().scaled(
            _THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        small.save(buffer, "PNG")
        return bytes(buffer.data().data())

    def _show_saved(self) -> None:
        session = self.bridge.session
        if session is None:
            self.window.patient_bar.show_saved("")
        elif session.read_only_reason is not None:
            self.window.patient_bar.show_saved(self.tr("Read only"), session.read_only_reason, "lock", "caution")
        elif self.saving.dirty:
            hint = self.tr("Kept in the autosave every ten seconds; Ctrl+S saves the plan file.")
            self.window.patient_bar.show_saved(self.tr("Not saved"), hint, "circle-dot", "caution")
        elif self.saving.path is None:
            self.window.patient_bar.show_saved(self.tr("New plan"))
        else:
            self.window.patient_bar.show_saved(self.tr("Saved"), str(self.saving.path), "circle-check", "ok")

    def _go_to_level(self, name: str) -> None:
        session = self.bridge.session
        level = session.plan.level(name) if session is not None else None
        if level is not None and self.window.deck.stage == "plan":
            go_to_planned(self.bridge, name, self)
        elif level is not None and self.window.deck.stage in _CLOSE_STAGES:
            close_up(self.bridge, level.centre_mm, ("level", name), self)
        elif level is not None:
            go_to(self.bridge, level.centre_mm, ("level", name), self)
        elif session is not None and session.view.tool == "level":
            self.bridge.look(self, next_level=name)

    def _show_finding(self, finding: Finding) -> None:
        if finding.show_point_mm is not None:
            go_to(self.bridge, finding.show_point_mm, None, self)

    def _toggle_full_screen(self) -> None:
        if self.window.isFullScreen():
            self.window.showNormal()
        else:
            self.window.showFullScreen()

    def _open_settings(self) -> None:
        from spineplan.viewer.keymap import PROFILES, Keymap

        profiles = [(name, Keymap.load(name).title) for name in PROFILES]
        SettingsSheet(self.window.settings, profiles, self.window).open()

    def _open_shortcuts(self) -> None:
        rows = self.images.key_rows() if self.images is not None else []
        ShortcutsSheet(rows, self.window.actions_, self.window).open()
