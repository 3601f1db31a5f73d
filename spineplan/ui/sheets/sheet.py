"""A sheet over the window for things looked at and closed again; Esc closes it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from spineplan.ui.icons import put_icon


class Sheet(QWidget):
    """A veil over the whole window with a sheet in its middle; children fill `self.column`."""

    def __init__(self, title: str, width_px: int, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("veil")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sheet = QFrame()
        self._sheet.setObjectName("sheet")
        self._sheet.setFixedWidth(min(width_px, window.width() - 40))
        self._sheet.setMaximumHeight(window.height() - 40)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(self._sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)
        inner = QVBoxLayout(self._sheet)
        inner.setContentsMargins(18, 12, 18, 16)
        inner.addLayout(self._head(title))
        page = QWidget()
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(0, 0, 6, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(page)
        inner.addWidget(self._scroll)
        self._page = page

    def _head(self, title: str) -> QHBoxLayout:
        head = QHBoxLayout()
        text = QLabel(title)
        text.setObjectName("title")
        close = QToolButton()
        put_icon(close, "x", "muted")
        close.setToolTip(self.tr("Close  (Esc)"))
        close.setAccessibleName(self.tr("Close"))
        close.clicked.connect(self.close)
        head.addWidget(text, 1)
        head.addWidget(close)
        return head

    def open(self) -> None:
        """Cover the window and take the keys."""
        self.setGeometry(self.window().rect())
        wanted = self._page.sizeHint().height() + 4
        self._scroll.setMinimumHeight(min(wanted, self.window().height() - 120))
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._sheet.geometry().contains(event.position().toPoint()):
            self.close()
