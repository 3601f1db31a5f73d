"""Prints the open plan: asks where, makes the pages in the background, says where they are."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QLocale, QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from spineplan.errors import SpineplanError
from spineplan.session.jobs import Progress
from spineplan.ui.file_dialogs import ask_save
from spineplan.ui.measured import Measured
from spineplan.ui.message_bar import MessageBar
from spineplan.ui.saving import Saving, suggested_path
from spineplan.viewer.bridge import SessionBridge

if TYPE_CHECKING:
    from spineplan.report.pages import PageKind

_KINDS = {"pdf": "PDF (*.pdf)", "html": "HTML (*.html)"}
_SUFFIX = {"pdf": "pdf", "html": "html", "table": "pdf", "share": "html"}


class Reporting(QObject):
    """The report of the committed plan, as PDF or as one HTML file."""

    def __init__(
        self, bridge: SessionBridge, measured: Measured, saving: Saving, message: MessageBar, window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge, self._measured, self._saving = bridge, measured, saving
        self._message, self._window = message, window
        self.language: Callable[[], str] = lambda: ""
        """Of the report: "it"; empty is the system's."""

    def ask(self, kind: str) -> None:
        """kind: "pdf", "html", "table" or "share" (for colleagues). Choose a file, then write it."""
        session = self._bridge.session
        if session is None:
            return
        beside = self._saving.path or suggested_path(session.committed)
        suffix = f".{_SUFFIX[kind]}"
        added = "" if kind in _KINDS else f"-{kind}"

        def write(path: Path) -> None:
            self.write(path if path.suffix == suffix else path.with_name(path.name + suffix), kind)

        suggested = beside.with_name(f"{beside.stem}{added}{suffix}")
        ask_save(self._window, self.tr("Save the report"), suggested, [_KINDS[suffix[1:]]], write)

    def write(self, path: Path, kind: str = "") -> None:
        """Make the pages and write them. kind: as for `ask`; else by the name's suffix."""
        session = self._bridge.session
        if session is None:
            return
        plan = session.committed
        masks, volume = session.masks.used_by(plan), self._measured.volume
        held = self._saving.persistence
        snapshots, versions = (held.snapshots, held.versions()) if held is not None else ({}, ())
        margins, treatments = self._bridge.safety.plan_margins(), self._bridge.cement.treatments()
        language = self.language() or QLocale().name()[:2]
        wanted = cast("PageKind", kind or path.suffix[1:])

        def work(progress: Progress) -> None:
            from spineplan.report.content import report_content
            from spineplan.report.judged import Known
            from spineplan.report.language_table import LANGUAGES
            from spineplan.report.pages import page_bytes
            from spineplan.report.translated import translated
            from spineplan.storage.atomic import write_atomically

            progress.step(None, self.tr("Making the pictures of the report"))
            now = datetime.now(UTC).astimezone()
            known = Known(margins, treatments)
            content = report_content(plan, masks, volume, now, snapshots=snapshots, versions=versions, known=known)
            content = translated(content, next((one for one in LANGUAGES if one == language), "en"))
            progress.step(None, self.tr("Writing the report"))
            write_atomically(path, page_bytes(wanted, content, plan, masks, volume)[0])

        self._bridge.jobs.start(self.tr("Report"), work, lambda _none: self._tell(path), self._fail)

    def _tell(self, path: Path) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self._message.say(self.tr("The report is written: {name}").format(name=path.name), (self.tr("Open it"), show))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, SpineplanError):
            raise error
        self._message.say(error.for_the_user, serious=True)
