"""What the Review stage does beyond its panel: time-out, copies, alternatives, packages without identity."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from spineplan.clinical.checklist import ItemState
from spineplan.errors import SpineplanError
from spineplan.plan.edits import AnswerItem, TakePlan
from spineplan.plan.merge import PartKey, Side
from spineplan.plan.model import ChecklistAnswer, Plan
from spineplan.session.jobs import Progress
from spineplan.storage.versions import Version
from spineplan.ui.dates import now_utc
from spineplan.ui.file_dialogs import ask_file, ask_folder, ask_save
from spineplan.ui.saving import SUFFIX

if TYPE_CHECKING:
    from spineplan.exchange.deidentified import Package
    from spineplan.ui.panels.review.review_panel import ReviewPanel
    from spineplan.ui.workstation import Workstation

_TONES = {"READY": "ok", "REVIEW": "caution", "BLOCKED": "danger"}


class ReviewWork(QObject):
    """One per window, made with the panel."""

    def __init__(self, panel: "ReviewPanel", station: "Workstation") -> None:
        super().__init__(panel)
        self._panel, self._station = panel, station
        self._bridge, self._window = station.bridge, station.window
        panel.use_saving(station.saving)
        panel.report_wanted.connect(station.reporting.ask)
        panel.time_out_wanted.connect(self.time_out)
        panel.package_wanted.connect(self.ask_package)
        panel.versions.branch_wanted.connect(self.ask_branch)
        panel.versions.back_wanted.connect(self.back_to)
        panel.versions.copy_wanted.connect(self.ask_copy)
        panel.signing.signed.connect(self._save_signed)

    def time_out(self) -> None:
        """Cover the screen with what is read aloud."""
        from spineplan.session.time_out import time_out
        from spineplan.ui.sheets.time_out_screen import TimeOutScreen

        session, measured = self._bridge.session, self._station.measured
        if session is None:
            return
        numbers = {needle.id: found for needle in session.plan.needles if (found := measured.numbers(needle))}
        verdict = measured.readiness()
        state = verdict.state if verdict is not None else "REVIEW"
        screen = TimeOutScreen(time_out(session.plan, numbers), (state, _TONES[state]), self._window)
        screen.confirmed.connect(self._team_confirmed)
        screen.open()

    def _team_confirmed(self) -> None:
        session = self._bridge.session
        for state in self._station.measured.states():
            if session is not None and _of_time_out(state):
                said = ChecklistAnswer(item=state.item.id, state="done", by=session.who, utc=now_utc(),
                                       note=self.tr("Confirmed by the whole team"), seen=state.seen)  # fmt: skip
                self._bridge.apply(AnswerItem(said), self)

    def ask_branch(self, version: Version) -> None:
        """Write an alternative to its own file."""
        held = self._station.saving.persistence
        if held is None or held.path is None:
            return

        def write(path: Path) -> None:
            from spineplan.session.versions import branch

            place = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
            if self._tried(lambda: branch(held, version, place)):
                open_it = (self.tr("Open it"), lambda: self._station.opening.open_path(place))
                self._window.message.say(self.tr("The alternative is written: {name}").format(name=place.name), open_it)

        suggested = held.path.with_name(f"{held.path.stem}-alternative{SUFFIX}")
        ask_save(self._window, self.tr("Save the alternative"), suggested, [self.tr("Plans (*.spineplan)")], write)

    def back_to(self, version: Version) -> None:
        """Bring a former version back, as a step that can be undone."""
        held = self._station.saving.persistence
        if held is None:
            return

        def take() -> None:
            from spineplan.session.versions import back_to

            self._bridge.apply(back_to(held, version), self)

        self._tried(take)

    def ask_copy(self) -> None:
        """Choose a colleague's copy, look at what differs, merge."""
        ask_file(self._window, self.tr("Open a colleague's copy of this plan"), self.merge_copy)

    def merge_copy(self, path: Path) -> None:
        """Show what a copy brings; a de-identified one brings back what was said in it."""
        from spineplan.session.versions import copy_of, take_copy
        from spineplan.storage.planfile import load_plan
        from spineplan.ui.sheets.merge_sheet import MergeSheet

        held, session = self._station.saving.persistence, self._bridge.session
        if held is None or session is None:
            return

        def show() -> None:
            loaded = load_plan(path)
            if loaded.plan.identity != session.committed.identity:
                self._take_talk(loaded.plan)
                return
            copy = copy_of(loaded, held)

            def take(choices: dict[PartKey, Side]) -> bool:
                return self._tried(lambda: take_copy(session, copy, choices))

            MergeSheet(copy, session.committed, take, self._window).open()

        self._tried(show)

    def _take_talk(self, copy: Plan) -> None:
        from spineplan.exchange.deidentified import kept_key, talk_of_copy

        session = self._bridge.session
        if session is None:
            return
        answered = talk_of_copy(copy, kept_key(copy.identity.patient_id), session.committed)
        more = len(answered.comments) - len(session.committed.comments)
        self._bridge.apply(TakePlan(answered, "Merge review copy"), self)
        self._window.message.say(self.tr("{n} comments came back from the review copy.").format(n=more))

    def ask_package(self) -> None:
        """Choose a folder for the de-identified copy."""
        if self._station.saving.dirty or self._station.saving.path is None:
            self._window.message.say(self.tr("Save the plan first: the copy is made from its file."))
            return
        ask_folder(self._window, self.tr("An empty folder for the de-identified copy"), self.write_package)

    def write_package(self, folder: Path) -> None:
        """Write plan and images without identity, in the background."""
        path, session = self._station.saving.path, self._bridge.session
        if path is None or session is None:
            return
        images = self._station.window.settings.images_of(session.committed.reference.instances_digest)

        def work(progress: Progress) -> "Package":
            from spineplan.dicom.index import scan
            from spineplan.exchange.deidentified import keep_key, write_package
            from spineplan.storage.planfile import load_plan

            progress.step(None, self.tr("Writing the copy without identity"))
            index = scan(Path(images)) if images and Path(images).exists() else None
            package = write_package(load_plan(path), index, folder)
            keep_key(package.key)
            return package

        def done(package: "Package") -> None:
            told = [self.tr("The copy is written: {name}").format(name=folder.name), *package.warnings]
            self._window.message.say(" ".join(told))

        self._bridge.jobs.start(self.tr("De-identified copy"), work, done, self._station.opening.report)

    def _save_signed(self) -> None:
        if self._station.saving.path is not None:
            self._station.saving.save()

    def _tried(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except (SpineplanError, OSError) as error:
            self._station.opening.report(error)
            return False
        return True


def _of_time_out(state: ItemState) -> bool:
    return state.item.group == "Time-out" and state.state == "open"
