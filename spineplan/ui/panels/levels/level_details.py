"""The selected level: which vertebra it is, who vouches for it, its sizes, and what is doubtful about it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spineplan.plan.model import Level
from spineplan.session.levels.level_correcting import choices_for
from spineplan.ui.panels.levels.isthmus_section import IsthmusSection
from spineplan.ui.panels.pieces import button, combo, fill, flowing, hint, section, side_by_side, warning
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.level_actions import insert_at, name_level, remove

if TYPE_CHECKING:
    from spineplan.anatomy.levels_of_ct import FoundLevel

_PARTED = "\n"


class LevelDetails(QWidget):
    """`confirm(name)`, `second(name)`, `measure`: what the user wants."""

    confirm = Signal(str)
    second = Signal(str)
    measure = Signal()

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._level: Level | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.title = section("")
        self.names = combo([], self.tr("Which vertebra it is"))
        self.names.setToolTip(self.tr("All other names follow  (F2)"))
        self.names.activated.connect(lambda _row: self._name())
        self.confirm_button = button(self.tr("Confirm"), lambda: self._send(self.confirm), "check")
        self.second_button = button(
            self.tr("Second reading"), lambda: self._send(self.second), "list-checks",
            tip=self.tr("Another person than the first vouches for the name too"),
        )  # fmt: skip
        self.insert_button = button(
            self.tr("Insert"), self._insert, "plus", tip=self.tr("A vertebra was missed at the crosshair  (Insert)")
        )
        self.remove_button = button(
            self.tr("Remove"), self._remove, "minus", tip=self.tr("This is no vertebra of its own  (Delete)")
        )
        self.doubts = warning()
        self.sizes = hint()
        self.measure_button = button(
            self.tr("Measure"), self.measure.emit, "ruler", "quiet", self.tr("Sizes are not stored; find them again")
        )
        self.isthmus = IsthmusSection(bridge)
        column.addWidget(self.title)
        column.addLayout(side_by_side(self.names))
        column.addLayout(flowing(self.confirm_button, self.second_button, self.insert_button, self.remove_button))
        for widget in (self.doubts, self.sizes):
            column.addWidget(widget)
        column.addLayout(flowing(self.measure_button))
        column.addWidget(self.isthmus)

    def show_level(self, level: Level | None, found: "FoundLevel | None", may_measure: bool) -> None:
        """Everything of one level; hidden without one."""
        self._level = level
        self.setVisible(level is not None)
        if level is None:
            return
        self.title.setText(self.tr("{level}: WHICH VERTEBRA IS IT?").format(level=level.name))
        fill(self.names, self._choices(level), level.name + _PARTED)
        self.confirm_button.setVisible(level.state == "proposed")
        session = self._bridge.session
        reader = session.who if session is not None else ""
        read = level.state == "confirmed" and not level.second_by
        self.second_button.setVisible(read and reader not in ("", level.confirmed_by) and bool(level.confirmed_by))
        in_row = level.disc_above is not None
        self.insert_button.setVisible(in_row)
        # That the pedicles differ is said beside their numbers.
        problems = [one for one in found.problems if "two pedicles" not in one] if found is not None else []
        self.doubts.setText("\n".join(f"△ {problem}" for problem in problems))
        self.doubts.setVisible(bool(self.doubts.text()))
        self.sizes.setText(self._sizes(level, found))
        self.sizes.setVisible(bool(self.sizes.text()))
        self.measure_button.setVisible(in_row and found is None and may_measure)
        self.isthmus.show_level(level, found)

    @property
    def shown(self) -> str:
        """The level that is shown, or "" without one."""
        return self._level.name if self._level is not None else ""

    def ask(self) -> None:
        """Let the keyboard choose another name."""
        self.names.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.names.showPopup()

    def _choices(self, level: Level) -> list[tuple[str, str]]:
        rows = []
        for choice in choices_for(level.name):
            words = f"{choice.name}: {choice.meaning}" if choice.meaning else choice.name
            rows.append((choice.name + _PARTED + choice.meaning, words))
        if level.name + _PARTED not in [data for data, _ in rows]:
            rows.insert(0, (level.name + _PARTED, level.name))
        return rows

    def _sizes(self, level: Level, found: "FoundLevel | None") -> str:
        lines = []
        if found is not None:
            size = found.size
            heights = self.tr("Height front {a:.1f}, middle {m:.1f}, back {p:.1f} mm")
            lines.append(heights.format(a=size.anterior_mm, m=size.middle_mm, p=size.posterior_mm))
            lines.append(self.tr("Depth {d:.1f}, width {w:.1f} mm").format(d=size.depth_mm, w=size.width_mm))
        body = level.part("body")
        if level.mask is not None:
            whole = self.tr("Whole vertebra {whole:.1f} mL").format(whole=level.mask.volume_ml)
            if body is not None:
                both = self.tr("Body {body:.1f} mL, whole vertebra {whole:.1f} mL")
                whole = both.format(body=body.volume_ml, whole=level.mask.volume_ml)
            lines.append(whole)
        return "\n".join(lines)

    def _name(self) -> None:
        name, _, meaning = str(self.names.currentData()).partition(_PARTED)
        if self._level is not None and (name, meaning) != (self._level.name, ""):
            name_level(self._bridge, self._level.name, name, meaning)

    def _send(self, signal: object) -> None:
        if self._level is not None:
            signal.emit(self._level.name)  # type: ignore[attr-defined]

    def _insert(self) -> None:
        session = self._bridge.session
        if session is not None:
            insert_at(self._bridge, session.view.crosshair_mm)

    def _remove(self) -> None:
        if self._level is not None:
            remove(self._bridge, self._level.name)
