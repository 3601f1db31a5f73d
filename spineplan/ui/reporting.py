"""Prints the open plan: asks where, makes the pages in the background, says where they are."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from spineplan.errors import SpineplanError
from spineplan.session.jobs import Progress
from spineplan.ui.file_dialogs import ask_save
from spineplan.ui.measured import Measured
from spineplan.ui.message_bar import MessageBar
from spineplan.ui.saving import Saving, suggested_path
from spineplan.viewer.bridge import SessionBridge

_KINDS = {"pdf": "PDF (*.pdf)", "html": "HTML (*.html)"}


class Reporting(QObject):
    """The report of the committed plan, as PDF or as one HTML file."""

    def __init__(
        self, bridge: SessionBridge, measured: Measured, saving: Saving, message: MessageBar, window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge, self._measured, self._saving = bridge, measured, saving
        self._message, self._window = message, window

    def ask(self, kind: str) -> None:
        """kind: "pdf" or "html". Choose a file, then write it."""
        session = self._bridge.session
        if session is None:
            return
        beside = self._saving.path or suggested_path(session.committed)
        suffix = f".{kind}"

        def write(path: Path) -> None:
            self.write(path if path.suffix == suffix else path.with_name(path.name + suffix))

        ask_save(self._window, self.tr("Save the report"), beside.with_suffix(suffix), [_KINDS[kind]], write)

    def write(self, path: Path) -> None:
        """Make the pages and write them."""
        session = self._bridge.session
        if session is None:
            return
        plan = session.committed
        masks, volume = session.masks.used_by(plan), self._measured.volume

        def work(progress: Progress) -> None:
            from spineplan.report.content import report_content
            from spineplan.report.html import html_text
            from spineplan.report.pdf import pdf_bytes
            from spineplan.storage.atomic import write_atomically

            progress.step(None, self.tr("Making the pictures of the report"))
            content = report_content(plan, masks, volume, datetime.now(UTC).astimezone())
            progress.step(None, self.tr("Writing the report"))
            page = html_text(content).encode() if path.suffix == ".html" else pdf_bytes(content)
            write_atomically(path, page)

        self._bridge.jobs.start(self.tr("Report"), work, lambda _none: self._tell(path), self._fail)

    def _tell(self, path: Path) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self._message.say(self.tr("The report is written: {name}").format(name=path.name), (self.tr("Open it"), show))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, SpineplanError):
            raise error
        self._message.say(error.for_the_user, serious=True)
