"""Below the images while a decision is made: every level side by side, or the same as pictures."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from spineplan.clinical.metamer_radar import metamer_radar
from spineplan.clinical.metamer_table import USUAL_ORDER, Column, MetamerRow
from spineplan.clinical.score_result import ScoreResult
from spineplan.ui.drawings.metamer_radar import MetamerRadar
from spineplan.ui.drawings.score_plots import SinsPlot, SurvivalPlot
from spineplan.ui.elided import ElidedLabel
from spineplan.ui.metamer_view import MetamerView, column_name
from spineplan.ui.panels.pieces import button, hint
from spineplan.ui.tips import wrapped

_HEIGHT_PX = 250


class DecideDesk(QWidget):
    """`order_changed(tuple of columns)`; `level_chosen(name)`."""

    order_changed = Signal(object)
    level_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self.order: tuple[Column, ...] = USUAL_ORDER
        self.table = MetamerView()
        self.table.level_chosen.connect(self.level_chosen)
        self.table.column_chosen.connect(self._sort_first)
        self.sins, self.survival = SinsPlot(), SurvivalPlot()
        self.radar = MetamerRadar()
        self._rule, self._legend, self._radar_legend = ElidedLabel(), hint(), hint()
        self._rule.setObjectName("hint")
        self.usual_button = button(self.tr("Usual order"), self._usual, kind="quiet")
        self._pages = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 6)
        column.setSpacing(4)
        column.addLayout(self._head())
        column.addWidget(self._pages, 1)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._pictures())
        self._write_rule()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.table_button = self._page_button(self.tr("Table"), 0)
        self.picture_button = self._page_button(self.tr("Pictures"), 1)
        group = QButtonGroup(self)
        for made in (self.table_button, self.picture_button):
            group.addButton(made)
            row.addWidget(made)
        self.table_button.setChecked(True)
        row.addWidget(self._rule, 1)
        row.addWidget(self.usual_button)
        return row

    def _page_button(self, text: str, page: int) -> QPushButton:
        made = button(text, lambda: self._pages.setCurrentIndex(page))
        made.setCheckable(True)
        return made

    def _pictures(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(self.sins, 1)
        left.addWidget(self._legend)
        row.addLayout(left, 5)
        middle = QVBoxLayout()
        middle.setSpacing(2)
        middle.addWidget(self.radar, 1)
        middle.addWidget(self._radar_legend)
        row.addLayout(middle, 4)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addWidget(self.survival, 1)
        meaning = self.tr("Bar: predicted. Diamond: observed. Number: per cent alive. Estimates of groups.")
        right.addWidget(hint(meaning))
        row.addLayout(right, 4)
        return page

    def sizeHint(self) -> QSize:
        """Heading and about six rows; every row of a longer spine where the window has room for it."""
        head_px = self.usual_button.sizeHint().height() + 16
        return QSize(700, max(_HEIGHT_PX, head_px + self.table.whole_px()))

    def minimumSizeHint(self) -> QSize:
        """Heading and two rows."""
        return QSize(300, 120)

    def show_case(
        self,
        rows: Sequence[MetamerRow],
        sins: Sequence[tuple[str, ScoreResult]],
        prognosis: Sequence[ScoreResult],
        chosen: str,
    ) -> None:
        """The table's rows; the pictures' results are drawn when they are seen."""
        self.table.show_rows(rows, self.order, chosen)
        self.sins.show_levels(sins)
        self.survival.show_scores(prognosis)
        self._legend.setText(self.sins.legend())
        self.radar.show_levels(metamer_radar(rows))
        outside = self.tr("Outside speaks for treating; a gap is not known.")
        named = self.radar.legend()
        self._radar_legend.setText(
            f"{named} &nbsp; {outside}" if named else self.tr("Too little is known for a picture.")
        )

    @property
    def legend(self) -> str:
        """What the colours of the bars mean, as rich text."""
        return self._legend.text()

    def _sort_first(self, column: Column) -> None:
        """A click puts a column first; a click on the first one takes it out of the rule."""
        rest = tuple(other for other in self.order if other != column)
        self._set_order(rest if self.order[:1] == (column,) else (column, *rest))

    def _usual(self) -> None:
        self._set_order(USUAL_ORDER)

    def _set_order(self, order: tuple[Column, ...]) -> None:
        self.order = order
        self._write_rule()
        self.order_changed.emit(order)

    def _write_rule(self) -> None:
        names = [column_name(column).lower() if column != "sins" else "SINS" for column in self.order]
        told = ", ".join(names) if names else self.tr("the order of the spine")
        self._rule.setText(self.tr("Sorted by {names}; unknown stands between yes and no.").format(names=told))
        how = self.tr("A proposal for reading, by software convention; click a heading to put it first.")
        self._rule.setToolTip(wrapped(f"{self._rule.text()}\n{how}"))
        self.usual_button.setEnabled(self.order != USUAL_ORDER)
