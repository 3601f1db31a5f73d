"""After a crash: the report stays on this computer, and the autosave is offered at the next start."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from spineplan.errors import SpineplanError
from spineplan.storage.folders import state_folder
from spineplan.ui.crash_report import CrashReports, left_by_crash
from spineplan.ui.dates import shown_moment
from spineplan.ui.message_bar import MessageBar
from spineplan.ui.opening import Opening

if TYPE_CHECKING:
    from spineplan.storage.autosave import Recovery


class Recovering(QObject):
    """Watches for crashes from `begin` on."""

    _crashed = Signal(object)

    def __init__(self, opening: Opening, message: MessageBar) -> None:
        super().__init__(opening)
        self._opening, self._message = opening, message
        self._reports: CrashReports | None = None
        self._crashed.connect(self._tell)

    def begin(self) -> None:
        """Hook into the interpreter, and offer what the last run left."""
        from spineplan.storage.autosave import find_recovery

        try:
            folder = state_folder() / "crashes"
            folder.mkdir(exist_ok=True)
            fatal = left_by_crash(folder)
            self._reports = CrashReports(folder)
            self._reports.on_report = self._crashed.emit
            found = find_recovery()
        except (SpineplanError, OSError) as error:
            self._message.say(str(error), serious=True)
            return
        if found:
            self._offer(found[0])
        elif fatal:
            self._message.say(self.tr("spineplan stopped unexpectedly last time; no unsaved plan was left."))

    def close(self) -> None:
        """Give the hooks back."""
        if self._reports is not None:
            self._reports.close()
            self._reports = None

    def _offer(self, recovery: "Recovery") -> None:
        name = recovery.plan_path.name if recovery.plan_path is not None else self.tr("a plan that was never saved")
        text = self.tr("spineplan stopped unexpectedly. It kept {name} as of {when}.")
        self._message.say(
            text.format(name=name, when=shown_moment(recovery.saved_utc)),
            (self.tr("Go on with it"), lambda: self._opening.open_recovery(recovery)),
            (self.tr("Throw it away"), recovery.discard),
            serious=True,
        )

    def _tell(self, report: Path) -> None:
        text = self.tr("Something unexpected happened; your plan is kept. A report without patient names: {path}")
        self._message.say(text.format(path=report), serious=True)
