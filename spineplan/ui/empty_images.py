"""Where the images will be: what to do first."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from spineplan.ui.icons import put_icon


class EmptyImages(QWidget):
    """Teaches the first step; one button opens a folder, another the demo patient."""

    open_folder = Signal()
    open_demo = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyImages")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        sign = QLabel()
        put_icon(sign, "bone", "image_muted", 40)
        title = QLabel(self.tr("Open a patient's CT"))
        title.setObjectName("title")
        how = QLabel(self.tr("Drop a folder, a zip, a CD or a plan here. Nothing leaves this computer."))
        how.setObjectName("hint")
        column.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(how, 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        self.folder_button = QPushButton(self.tr("Open a folder…"))
        self.folder_button.setObjectName("primary")
        self.folder_button.clicked.connect(self.open_folder)
        self.demo_button = QPushButton(self.tr("Try the demo patient"))
        self.demo_button.clicked.connect(self.open_demo)
        row.addWidget(self.folder_button)
        row.addWidget(self.demo_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)


def dropped_path(event: QDragEnterEvent | QDropEvent) -> str:
    """The one local file or folder that is dragged in; empty when it is none."""
    urls = event.mimeData().urls()
    return urls[0].toLocalFile() if len(urls) == 1 and urls[0].isLocalFile() else ""
