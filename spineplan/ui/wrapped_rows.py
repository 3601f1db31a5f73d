"""Rows of a tree as tall as their wrapped text: Qt's own trees wrap the text but not the row."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

_BESIDE_TEXT_PX = 14
"""Margins that the style puts around icon and text."""


class WrappedRows(QStyledItemDelegate):
    """Give it to a tree with one column and word wrap."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree
        tree.setItemDelegate(self)
        tree.header().sectionResized.connect(lambda *_: tree.scheduleDelayedItemsLayout())

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The height that the text needs in the width there is."""
        plain = super().sizeHint(option, index)
        self.initStyleOption(option, index)
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        taken = depth * self._tree.indentation() + _BESIDE_TEXT_PX
        if not option.icon.isNull():
            taken += option.decorationSize.width()
        room = QRect(0, 0, max(self._tree.viewport().width() - taken, 40), 10_000)
        text = QFontMetrics(option.font).boundingRect(room, int(Qt.TextFlag.TextWordWrap), option.text)
        line = QFontMetrics(option.font).lineSpacing()
        lines_before = option.text.count("\n") + 1
        return QSize(plain.width(), max(plain.height(), text.height() + plain.height() - lines_before * line))
