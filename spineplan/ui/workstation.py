"""What happens in the window: stages, session changes, findings, closing. The widgets know nothing of each other."""

from PySide6.QtCore import QObject, QTimer

from spineplan.measure.finding import Finding
from spineplan.plan.model import Plan
from spineplan.ui.go_there import go_to, level_at
from spineplan.ui.main_window import MainWindow
from spineplan.ui.saving import Saving
from spineplan.ui.settings_sheet import SettingsSheet
from spineplan.ui.stages import STAGES, Stage, progress_of
from spineplan.viewer.bridge import SessionBridge


class Workstation(QObject):
    """Listens to the bridge and the window's parts, and passes on what each must know."""

    def __init__(self, window: MainWindow, bridge: SessionBridge, saving: Saving) -> None:
        super().__init__(window)
        self.window, self.bridge, self.saving = window, bridge, saving
        self.disagreement = ""
        self._closing = False
        self._stale = QTimer(self)
        self._stale.setSingleShot(True)
        self._stale.setInterval(0)
        self._stale.timeout.connect(self.refresh)
        for signal in (bridge.session_changed, bridge.plan_changed, bridge.view_changed, saving.changed):
            signal.connect(self.mark_stale)
        bridge.message.connect(window.message.say)
        window.rail.stage_chosen.connect(self.go)
        window.board.level_chosen.connect(self._go_to_level)
        window.findings.show_me.connect(self._show_finding)
        window.may_close = self.may_close
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

    def mark_stale(self, *_what: object) -> None:
        """Write the bars at the next turn of the event loop."""
        self._stale.start()

    def go(self, stage: Stage) -> None:
        """Show a stage of the road."""
        self.window.rail.show_stage(stage)
        self.window.deck.go(stage)
        self.mark_stale()

    def next_stage(self) -> None:
        """One step along the road."""
        now = self.window.deck.stage or "study"
        self.go(STAGES[min(STAGES.index(now) + 1, len(STAGES) - 1)])

    def refresh(self) -> None:
        """Patient bar, rail, board, undo, save state."""
        session = self.bridge.session
        plan = session.plan if session is not None else None
        window = self.window
        window.patient_bar.show_plan(plan, self.disagreement)
        window.rail.show_progress(progress_of(plan))
        window.board.show_plan(plan)
        expected = session.view.next_level if session is not None and session.view.tool == "level" else ""
        window.board.show_here(level_at(self.bridge), expected)
        window.findings.show_findings(self.findings(plan))
        can_edit = session is not None and session.read_only_reason is None
        undo, redo = (session.undo_label, session.redo_label) if session is not None else (None, None)
        window.actions_.show_history(undo, redo, can_edit)
        for action in (window.actions_.save_as, window.actions_.close_patient, window.actions_.report):
            action.setEnabled(session is not None)
        window.actions_.save.setEnabled(self.saving.dirty and can_edit)
        self._show_saved()

    def findings(self, plan: Plan | None) -> list[Finding] | None:
        """What is wrong or worth knowing."""
        return None if plan is None else []

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

    def _show_saved(self) -> None:
        session = self.bridge.session
        if session is None:
            self.window.patient_bar.show_saved("")
        elif session.read_only_reason is not None:
            self.window.patient_bar.show_saved(self.tr("Read only"), session.read_only_reason)
        elif self.saving.dirty:
            hint = self.tr("Kept in the autosave every ten seconds; Ctrl+S saves the plan file.")
            self.window.patient_bar.show_saved(self.tr("Not saved"), hint)
        elif self.saving.path is None:
            self.window.patient_bar.show_saved(self.tr("New plan"))
        else:
            self.window.patient_bar.show_saved(self.tr("Saved"), str(self.saving.path))

    def _go_to_level(self, name: str) -> None:
        session = self.bridge.session
        level = session.plan.level(name) if session is not None else None
        if level is not None:
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
        SettingsSheet(self.window.settings, [("pacs", "PACS")], self.window).open()
