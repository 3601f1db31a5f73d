"""The study browser: patient, study, series with picture, count and geometry verdict."""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from spineplan.session.jobs import Progress
from spineplan.ui.dates import shown_date
from spineplan.ui.icons import icon
from spineplan.ui.patient_bar import shown_dicom_name
from spineplan.ui.wrapped_rows import WrappedRows
from spineplan.viewer.bridge import SessionBridge

if TYPE_CHECKING:
    from spineplan.dicom.index import ImageIndex, PatientEntry, StudyEntry
    from spineplan.dicom.series import SeriesEntry

Grey = npt.NDArray[np.uint8]
_THUMBNAIL_PX = 48
_ENTRY, _RUN = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_VERDICTS = {"ok": ("circle-check", "ok"), "resampled": ("info", "accent"), "refused": ("octagon-alert", "danger")}


class SeriesTree(QTreeWidget):
    """`chosen(SeriesEntry, Run or None)` on a double-click or Enter."""

    chosen = Signal(object, object)

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.setHeaderHidden(True)
        self.setIndentation(8)
        self.setIconSize(QSize(_THUMBNAIL_PX, _THUMBNAIL_PX))
        self.setMinimumHeight(180)
        self.setWordWrap(True)
        WrappedRows(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Series found"))
        self.itemActivated.connect(self._activated)
        self._generation = 0
        self._pictured = True
        self._items: list[QTreeWidgetItem] = []
        self._shown: str | None = None
        bridge.session_changed.connect(self._ask_pictures)
        bridge.session_changed.connect(self.show_open)
        bridge.volumes_changed.connect(self.show_open)
        bridge.view_changed.connect(self.show_open)

    def show_index(self, index: "ImageIndex") -> None:
        """Everything that was found; small pictures follow."""
        self._generation += 1
        self._pictured = False
        self._items, self._shown = [], None
        self.clear()
        for patient in sorted(index.patients, key=self._patient_rank):
            top = self._patient(patient)
            for study in patient.studies:
                branch = self._study(top, study)
                for entry in sorted(study.series, key=_series_rank):
                    self._items.append(self._series(branch, entry))
        self.expandAll()
        self.show_open()
        self._ask_pictures()

    def show_open(self, *_what: object) -> None:
        """The series on the screen is bold and chosen; without one, the first that can be opened is chosen."""
        session = self._bridge.session
        shown = session.volume.instances_digest if session is not None and session.volume is not None else ""
        if shown == self._shown:
            return
        self._shown = shown
        loadable = [item for item in self._items if item.data(0, _ENTRY).loadable]
        on_screen = [item for item in loadable if shown and item.data(0, _ENTRY).instances_digest == shown]
        for item in self._items:
            font = item.font(0)
            font.setBold(item in on_screen)
            item.setFont(0, font)
        for item in (on_screen or loadable)[:1]:
            self.setCurrentItem(item)
            self.scrollToItem(item)

    def series_items(self) -> list[QTreeWidgetItem]:
        """The rows of series, top to bottom."""
        return list(self._items)

    def _patient_rank(self, patient: "PatientEntry") -> tuple[bool, bool, bool]:
        """The open patient first, then patients with a CT, then those with a name."""
        session = self._bridge.session
        identity = session.plan.identity if session is not None else None
        who = patient.header
        is_open = identity is not None and (identity.patient_name, identity.patient_id) == (who.name, who.patient_id)
        series = [entry for study in patient.studies for entry in study.series]
        return not is_open, not any(_series_rank(entry)[0] == 0 for entry in series), not (who.name or who.patient_id)

    def _patient(self, patient: "PatientEntry") -> QTreeWidgetItem:
        who = patient.header
        name = shown_dicom_name(who.name) or self.tr("Without a name")
        born = shown_date(who.birth_date)
        words = self.tr("{name}, ID {id}").format(name=name, id=who.patient_id or "?")
        item = QTreeWidgetItem(self, [self.tr("{who}, born {date}").format(who=words, date=born) if born else words])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return item

    def _study(self, above: QTreeWidgetItem, study: "StudyEntry") -> QTreeWidgetItem:
        words = "  ".join(part for part in (shown_date(study.date), study.description) if part)
        item = QTreeWidgetItem(above, [words or self.tr("Study without a date")])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return item

    def _series(self, above: QTreeWidgetItem, entry: "SeriesEntry") -> QTreeWidgetItem:
        name = entry.description or self.tr("without a description")
        lines = [f"{entry.modality}  {name}", self._geometry(entry)]
        if entry.problems and not entry.loadable:
            lines.append(entry.problems[-1])
        item = QTreeWidgetItem(above, ["\n".join(lines)])
        item.setIcon(0, icon(*_VERDICTS[entry.verdict]))
        item.setToolTip(0, "\n".join([self._verdict(entry), *entry.problems, *entry.notes]))
        item.setData(0, _ENTRY, entry)
        if not entry.loadable and not entry.runs:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for run in entry.runs:
            words = self.tr("Open only slices {first} to {last}, every {mm:.2f} mm")
            part = QTreeWidgetItem(item, [words.format(first=run.first, last=run.last, mm=run.spacing_mm)])
            part.setData(0, _ENTRY, entry)
            part.setData(0, _RUN, run)
        return item

    def _geometry(self, entry: "SeriesEntry") -> str:
        count = self.tr("{n} slices").format(n=entry.slices) if entry.slices != 1 else self.tr("1 slice")
        words = f"{count}, {self._verdict(entry)}"
        if entry.spacing_mm is None:
            return words
        i, j, k = entry.spacing_mm
        return f"{words}\n{i:.2f} × {j:.2f} × {k:.2f} mm"

    def _verdict(self, entry: "SeriesEntry") -> str:
        names = {"ok": self.tr("sound"), "resampled": self.tr("resampled"), "refused": self.tr("refused")}
        return names[entry.verdict]

    def _activated(self, item: QTreeWidgetItem) -> None:
        entry = item.data(0, _ENTRY)
        if entry is not None and (entry.loadable or item.data(0, _RUN) is not None):
            self.chosen.emit(entry, item.data(0, _RUN))

    def _ask_pictures(self) -> None:
        """Ask for the small pictures that are missing; opening a patient cancels what runs, so they are asked again."""
        if self._pictured:
            return
        items = self.series_items()
        entries = [item.data(0, _ENTRY) for item in items]
        generation = self._generation

        def work(progress: Progress) -> list[Grey | None]:
            from spineplan.dicom.pictures import thumbnail

            pictures: list[Grey | None] = []
            for entry in entries:
                progress.step(len(pictures) / len(entries), self.tr("Small pictures"))
                pictures.append(thumbnail(entry, 2 * _THUMBNAIL_PX))
            return pictures

        def show(pictures: list[Grey | None]) -> None:
            if generation != self._generation:
                return
            self._pictured = True
            for item, picture in zip(items, pictures, strict=True):
                if picture is not None:
                    item.setIcon(0, _as_icon(picture))

        if entries:
            self._bridge.jobs.start(self.tr("Small pictures"), work, show, lambda _error: None)


def _series_rank(entry: "SeriesEntry") -> tuple[int, bool, int]:
    """CT first, then the other pictures of a patient, label maps last; what can be opened, the larger, first."""
    order = {"CT": 0, "MR": 1, "PT": 2, "NM": 2}
    return order.get(entry.modality, 3), not entry.loadable, -entry.slices


def _as_icon(picture: Grey) -> QIcon:
    height, width = picture.shape
    drawn = QImage(picture.tobytes(), width, height, width, QImage.Format.Format_Grayscale8)
    return QIcon(QPixmap.fromImage(drawn))
