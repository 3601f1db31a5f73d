"""Background work at the bottom right: appears after 300 ms, says what runs, and can be cancelled."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from spineplan.session.jobs import Job
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.later import later

SHOW_AFTER_MS = 300


class JobArea(QWidget):
    """Shows the oldest running job of the bridge."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._title = QLabel()
        self._bar = QProgressBar()
        self._bar.setFixedWidth(140)
        self._bar.setTextVisible(False)
        self._percent = QLabel()
        self._percent.setMinimumWidth(self.fontMetrics().horizontalAdvance("100 %"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setObjectName("quiet")
        self._cancel.clicked.connect(self._stop)
        for widget in (self._title, self._bar, self._percent, self._cancel):
            row.addWidget(widget)
        self._patience = later(self, self._appear, SHOW_AFTER_MS)
        bridge.jobs_changed.connect(self._update)
        self.hide()

    def _job(self) -> Job[object] | None:
        running = self._bridge.jobs.running
        return running[0] if running else None

    def _update(self) -> None:
        job = self._job()
        if job is None:
            self._patience.stop()
            self.hide()
        elif not self.isVisible():
            if not self._patience.isActive():
                self._patience.start()
        else:
            self._write(job)

    def _appear(self) -> None:
        job = self._job()
        if job is not None:
            self._write(job)
            self.show()

    def _write(self, job: Job[object]) -> None:
        others = len(self._bridge.jobs.running) - 1
        title = job.text or job.title
        self._title.setText(self.tr("{title} and {n} more").format(title=title, n=others) if others else title)
        self._title.setToolTip(job.title)
        self._bar.setRange(0, 0 if job.done is None else 1000)
        if job.done is not None:
            self._bar.setValue(round(job.done * 1000))
        self._percent.setText("" if job.done is None else f"{job.done * 100:.0f} %")

    def _stop(self) -> None:
        job = self._job()
        if job is not None:
            job.cancel()
