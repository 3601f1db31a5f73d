"""A row that goes on in the next line where a language or a text size leaves no room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Items from left to right, wrapped, each at its own size and centred in its line."""

    def __init__(self, spacing_px: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing_px)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(height for _, height in self._lines(width)) + self.spacing() * max(len(self._lines(width)) - 1, 0)

    def minimumSize(self) -> QSize:
        widest = max((item.minimumSize().width() for item in self._seen()), default=0)
        tallest = max((item.minimumSize().height() for item in self._seen()), default=0)
        return QSize(widest, tallest)

    def sizeHint(self) -> QSize:
        seen = self._seen()
        width = sum(item.sizeHint().width() for item in seen) + self.spacing() * max(len(seen) - 1, 0)
        return QSize(width, max((item.sizeHint().height() for item in seen), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        top = rect.top()
        for line, height in self._lines(rect.width()):
            left = rect.left()
            for item in line:
                size = item.sizeHint()
                item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                left += size.width() + self.spacing()
            top += height + self.spacing()

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[tuple[list[QLayoutItem], int]]:
        """Items of each line, and its height."""
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._seen():
            wanted = item.sizeHint().width()
            if lines and used + self.spacing() + wanted <= width:
                lines[-1].append(item)
                used += self.spacing() + wanted
            else:
                lines.append([item])
                used = wanted
        return [(line, max(item.sizeHint().height() for item in line)) for line in lines]
