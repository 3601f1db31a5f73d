"""Parts of a panel under headings, of which one is open: a long panel without tabs inside tabs."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from spineplan.ui.icons import put_icon


class Folds(QWidget):
    """Headings with their pages; `opened(name)` when another one is."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._heads: dict[str, QToolButton] = {}
        self._pages: dict[str, QWidget] = {}
        self._titles: dict[str, str] = {}

    def add(self, name: str, title: str, page: QWidget, stretch: int = 0) -> None:
        """One heading with its page; the first one is open."""
        head = QToolButton()
        head.setObjectName("fold")
        head.setText(title)
        head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        head.setIconSize(QSize(14, 14))
        head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        head.clicked.connect(lambda: self.open(name))
        self._heads[name], self._pages[name], self._titles[name] = head, page, title
        self._column.addWidget(head)
        self._column.addWidget(page, stretch)
        first = len(self._pages) == 1
        page.setVisible(first)
        self._mark(name)

    def open(self, name: str) -> None:
        """Show a page and fold the others away."""
        for other, page in self._pages.items():
            page.setVisible(other == name)
            self._mark(other)
        self.opened.emit(name)

    def tell(self, name: str, note: str) -> None:
        """A few words after a heading, such as how many."""
        self._heads[name].setText(f"{self._titles[name]}   {note}" if note else self._titles[name])

    def head(self, name: str) -> QToolButton:
        """A heading, for the tests that click it."""
        return self._heads[name]

    @property
    def current(self) -> str:
        """The one that is open."""
        return next((name for name, page in self._pages.items() if not page.isHidden()), "")

    def _mark(self, name: str) -> None:
        shown = not self._pages[name].isHidden()
        put_icon(self._heads[name], "chevron-down" if shown else "chevron-right", "muted")
        self._heads[name].setAccessibleDescription(self.tr("open") if shown else self.tr("folded"))
