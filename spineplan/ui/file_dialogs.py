"""Choosing files and folders; never blocks: what was chosen arrives in a call."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

translate = QCoreApplication.translate
Chosen = Callable[[Path], None]


def ask_folder(parent: QWidget, title: str, then: Chosen) -> QFileDialog:
    """A folder to read from."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    return _open(dialog, then)


def ask_file(parent: QWidget, title: str, then: Chosen) -> QFileDialog:
    """A file to read: images of any kind, a zip, a DICOMDIR, a plan."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(
        [
            translate("Files", "Images, zips and plans (*)"),
            translate("Files", "Plans (*.spineplan)"),
            translate("Files", "Zips (*.zip)"),
            translate("Files", "NIfTI (*.nii *.nii.gz)"),
        ]
    )
    return _open(dialog, then)


def ask_labels(parent: QWidget, title: str, then: Chosen) -> QFileDialog:
    """A label map made elsewhere."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(
        [
            translate("Files", "Label maps (*.nii *.nii.gz *.nrrd *.nhdr *.dcm)"),
            translate("Files", "All files (*)"),
        ]
    )
    return _open(dialog, then)


def ask_save(parent: QWidget, title: str, suggested: Path, filters: list[str], then: Chosen) -> QFileDialog:
    """A file to write; `suggested` gives folder, name and suffix."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters(filters)
    dialog.setDefaultSuffix(suggested.suffix.lstrip("."))
    dialog.setDirectory(str(suggested.parent))
    dialog.selectFile(suggested.name)
    return _open(dialog, then)


def _open(dialog: QFileDialog, then: Chosen) -> QFileDialog:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()
    return dialog
