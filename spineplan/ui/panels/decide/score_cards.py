"""Scores as they are read at a board: total or range, band, and on demand every item with its points and origin."""

from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from spineplan.clinical.confidence import confidence_words
from spineplan.clinical.score_definition import Option, Score, ScoreItem
from spineplan.clinical.score_result import MISSING, ItemResult, ScoreResult
from spineplan.ui.fold import Fold
from spineplan.ui.in_words import say
from spineplan.ui.panels.pieces import NOTHING, hint, warning
from spineplan.ui.tips import wrapped
from spineplan.viewer.theme import hex_colour

SIGNS = {
    "ok": ("circle-check", "ok"),
    "caution": ("triangle-alert", "caution"),
    "danger": ("octagon-alert", "danger"),
    "open": ("circle-dashed", "muted"),
}


class ScoreCard(Fold):
    """One score. `show_result` with a result, or with the sentence of a refusal. `answer_wanted(fact id)` when the
    user asks for a missing item."""

    answer_wanted = Signal(str)

    def __init__(self, score: Score, parent: QWidget | None = None) -> None:
        self.score = score
        self._result: ScoreResult | str | None = None
        super().__init__(say(score.title), self._table, parent=parent)
        self.head.setToolTip(wrapped(_score_tip(score)))
        self.opened.connect(self._write)

    def show_result(self, result: ScoreResult | str | None) -> None:
        """None: the score does not apply here, and is not shown."""
        self.setVisible(result is not None)
        if result == self._result:
            return
        self._result = result
        if isinstance(result, str):
            self.say("!", SIGNS["caution"])
            self.setToolTip(say(result))
        elif result is not None:
            self.say(short(result), sign_of(result))
            self.note.setToolTip(wrapped(say(result.headline())))
        if self.head.isChecked():
            self._write()

    def _table(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(22, 0, 0, 8)
        column.setSpacing(4)
        self._band = QLabel()
        self._band.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._warnings, self._trust = warning(), hint()
        column.addWidget(self._band)
        column.addLayout(self._grid)
        column.addWidget(self._warnings)
        column.addWidget(self._trust)
        self._cells: dict[str, tuple[QLabel, QLabel, QLabel]] = {}
        for row, item in enumerate(self.score.items):
            self._cells[item.id] = self._row(row, item)
        self._trust.setText(_source_words(self.score))
        self._trust.setToolTip(wrapped(_trust_words(self.score)))
        return body

    def _row(self, row: int, item: ScoreItem) -> tuple[QLabel, QLabel, QLabel]:
        name, value, points = hint(say(item.title)), QLabel(), QLabel()
        value.setWordWrap(True)
        value.linkActivated.connect(self.answer_wanted)
        for column, label in enumerate((name, value, points)):
            label.setToolTip(wrapped(_item_tip(item)))
            self._grid.addWidget(label, row, column)
        return name, value, points

    def _write(self) -> None:
        if self.body is None or self._result is None:
            return
        if isinstance(self._result, str):
            self._band.setText(say(self._result))
            return
        result = self._result
        self._band.setText(band_words(result))
        for item in self.score.items:
            found = result.items[item.id]
            _, value, points = self._cells[item.id]
            value.setText(_linked(value_words(item, found, self.tr("missing")), item, found))
            points.setText(points_words(found))
        self._warnings.setText("\n".join(map(say, result.warnings)))
        self._warnings.setVisible(bool(result.warnings))


class ScoreList(QWidget):
    """Several scores, one below the other. `answer_wanted(fact id)`."""

    answer_wanted = Signal(str)

    def __init__(self, scores: Sequence[Score], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.cards = {score.id: ScoreCard(score) for score in scores}
        for card in self.cards.values():
            card.answer_wanted.connect(self.answer_wanted)
            column.addWidget(card)

    def show_results(self, results: Mapping[str, ScoreResult | str | None]) -> None:
        """By score id."""
        for name, card in self.cards.items():
            card.show_result(results.get(name))


def short(result: ScoreResult) -> str:
    """The total or the range, and the band where one word says it."""
    if result.range is None:
        return result.band.id if result.band is not None and len(result.band.id) <= 8 else ""
    low, high = (f"{number:g}" if isinstance(number, int) else f"{number:.0f}" for number in result.range)
    unit = f" {result.definition.unit}" if result.definition.unit else ""
    return (low if low == high else f"{low}–{high}") + unit


def sign_of(result: ScoreResult) -> tuple[str, str]:
    """The icon of the band; a dashed circle while it is open."""
    return SIGNS[result.band.severity] if result.band is not None else SIGNS["open"]


def band_words(result: ScoreResult) -> str:
    """Band or bands still possible, and what the source does with it."""
    if not result.possible:
        return NOTHING
    words = say(" or ".join(band.text for band in result.possible))
    strategy = result.band.strategy if result.band is not None else ""
    return f"{words[:1].upper()}{words[1:]}" + (f": {say(strategy)}" if strategy else "")


def value_words(item: ScoreItem, found: ItemResult, missing: str) -> str:
    """The answer and its origin."""
    if found.value is None:
        return f"{NOTHING} {missing}" if found.source == MISSING else f"{NOTHING} {say(found.source)}"
    told = _option_of(item, found)
    return f"{told} · {say(found.source)}"


def _linked(words: str, item: ScoreItem, found: ItemResult) -> str:
    """A missing item leads to the field that answers it."""
    if found.value is not None or not item.answered_by:
        return escape(words)
    return f'<a href="{item.answered_by}" style="color:{hex_colour("accent")}">{escape(words)}</a>'


def _option_of(item: ScoreItem, found: ItemResult) -> str:
    plain = str(found.value)
    option = next((option for option in item.options if option.value.casefold() == plain.casefold()), None)
    if isinstance(found.value, float):
        plain = f"{found.value:.4g}"
    return say(option.text) if option is not None else f"{plain} {item.unit}".rstrip()


def points_words(found: ItemResult) -> str:
    """Points, or the points still possible."""
    if found.points is not None:
        return f"{found.points:g}"
    return f"{found.span[0]:g}–{found.span[1]:g}" if found.span is not None else ""


def _score_tip(score: Score) -> str:
    direction = "" if score.direction == "none" else f"\n{score.direction.capitalize()}."
    return f"{score.name}{direction}\n{_trust_words(score)}"


def _item_tip(item: ScoreItem) -> str:
    lines = [say(text) for text in (item.title, item.definition) if text]
    return "\n".join([*lines, *(_option_tip(option) for option in item.options)])


def _option_tip(option: Option) -> str:
    points = f"{option.points}: " if option.points is not None else ""
    definition = f" – {option.definition}" if option.definition else ""
    return f"{points}{say(option.text)}{definition} ({say(confidence_words(option.confidence))})"


def _source_words(score: Score) -> str:
    """Direction, and the first figure of how far to trust it; the rest on hover."""
    lines = [] if score.direction == "none" else [f"{say(score.direction.capitalize())} ({say(score.measures)})."]
    return "\n".join([*lines, *(entry.text for entry in score.reliability[:1]), score.citation])


def _trust_words(score: Score) -> str:
    lines = [f"{entry.text} {entry.source} ({say(confidence_words(entry.confidence))})." for entry in score.reliability]
    lines += [f"{entry.text} ({say(confidence_words(entry.confidence))})" for entry in score.notes]
    return "\n".join([*lines, f"{score.citation} ({say(confidence_words(score.confidence))})"])
