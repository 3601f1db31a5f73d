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
        self.setIndentation(12)
        self.setIconSize(QSize(_THUMBNAIL_PX, _THUMBNAIL_PX))
        self.setMinimumHeight(180)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Series found"))
        self.itemActivated.connect(self._activated)
        self._generation = 0
        self._pictured = True
        bridge.session_changed.connect(self._ask_pictures)
        self._items: list[QTreeWidgetItem] = []

    def show_index(self, index: "ImageIndex") -> None:
        """Everything that was found; small pictures follow."""
        self._generation += 1
        self._pictured = False
        self._items = []
        self.clear()
        first: QTreeWidgetItem | None = None
        for patient in index.patients:
            top = self._patient(patient)
            for study in patient.studies:
                branch = self._study(top, study)
                for entry in study.series:
                    item = self._series(branch, entry)
                    self._items.append(item)
                    first = first or (item if entry.loadable else None)
        self.expandAll()
        if first is not None:
            self.setCurrentItem(first)
        self._ask_pictures()

    def series_items(self) -> list[QTreeWidgetItem]:
        """The rows of series, top to bottom."""
        return list(self._items)

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
        if entry.spacing_mm is None:
            return f"{count}, {self._verdict(entry)}"
        i, j, k = entry.spacing_mm
        return f"{count}, {i:.2f} × {j:.2f} × {k:.2f} mm, {self._verdict(entry)}"

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


def _as_icon(picture: Grey) -> QIcon:
    height, width = picture.shape
    drawn = QImage(picture.tobytes(), width, height, width, QImage.Format.Format_Grayscale8)
    return QIcon(QPixmap.fromImage(drawn))
