"""The lesions of the plan, cranial to caudal; choosing one goes there."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from spineplan.plan.levels import level_rank
from spineplan.plan.model import Lesion
from spineplan.ui.drawings.board_paint import paint_lesion_dot
from spineplan.ui.go_there import go_to
from spineplan.ui.level_facts import kind_name
from spineplan.ui.panels.pieces import show_rows
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.theme import theme

_MOST_ROWS = 5


class LesionList(QListWidget):
    """Shows and chooses; changes nothing in the plan."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._lesions: tuple[Lesion, ...] = ()
        self._dressed = theme().name
        self.setAccessibleName(self.tr("Lesions"))
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(14, 14))
        self.itemClicked.connect(self._go)
        self.itemActivated.connect(self._go)

    def show_lesions(self, lesions: tuple[Lesion, ...], selected: Lesion | None) -> None:
        """One row per lesion."""
        ordered = tuple(sorted(lesions, key=lambda lesion: level_rank(lesion.level)))
        if (ordered, theme().name) != (self._lesions, self._dressed):
            self._lesions, self._dressed = ordered, theme().name
            self.clear()
            for lesion in ordered:
                self.addItem(self._item(lesion))
        show_rows(self, _MOST_ROWS)
        row = next((n for n, lesion in enumerate(ordered) if selected is not None and lesion.id == selected.id), -1)
        if row != self.currentRow():
            self.setCurrentRow(row)

    def _item(self, lesion: Lesion) -> QListWidgetItem:
        volume = self.tr("{ml:.1f} mL").format(ml=lesion.mask.volume_ml) if lesion.mask else self.tr("not painted")
        item = QListWidgetItem(_dot(lesion.kind), f"{lesion.level}   {kind_name(lesion.kind)}   {volume}")
        item.setData(Qt.ItemDataRole.UserRole, lesion.id)
        return item

    def _go(self, item: QListWidgetItem) -> None:
        wanted = item.data(Qt.ItemDataRole.UserRole)
        for lesion in self._lesions:
            if lesion.id == wanted:
                go_to(self._bridge, lesion.seed_mm, ("lesion", lesion.id), self)


def _dot(kind: str) -> QIcon:
    drawn = QPixmap(28, 28)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_lesion_dot(painter, QPointF(14.0, 14.0), kind, 20.0)
    painter.end()
    return QIcon(drawn)
