"""What one gesture on a level does, wherever it is made: name, confirm, put in, take out, go to the next."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QApplication, QMenu

from spineplan.anatomy.level_order import level_at
from spineplan.errors import EditRefused
from spineplan.geometry.vectors import Point
from spineplan.plan.edits import ConfirmLevels, Edit, SetLevels
from spineplan.plan.levels import level_rank
from spineplan.plan.model import DiscPlane, Plan
from spineplan.session.levels.level_aloud import follows, to_look_at
from spineplan.session.levels.level_correcting import choices_for, inserted_level, named_level, removed_level
from spineplan.session.resolve import centred_on
from spineplan.session.session import Session
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.words import tr


def now() -> str:
    """Time of a decision, ISO 8601 UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def name_level(bridge: SessionBridge, name: str, new_name: str, meaning: str = "") -> None:
    """This vertebra is that one; all others follow."""
    session = bridge.session
    if session is None:
        return
    try:
        edit = named_level(session.committed, name, new_name, session.who, now(), meaning)
        aloud = follows(session.committed, edit)
    except EditRefused as error:
        bridge.message.emit(error.for_the_user)
        return
    if bridge.apply(edit, bridge) is not None:
        bridge.look(bridge, selected=("level", new_name))
        if aloud:
            bridge.message.emit(aloud)


def confirm(bridge: SessionBridge, names: tuple[str, ...], second: bool = False) -> bool:
    """The user vouches for these names; second: as the second reader."""
    session = bridge.session
    if session is None or not names:
        return False
    return bridge.apply(ConfirmLevels(names, session.who, now(), second), bridge) is not None


def say_and_apply(bridge: SessionBridge, session: Session, edit: Edit) -> None:
    """A vertebra was moved: what rests on it is to be looked at again."""
    aloud = to_look_at(session.committed, edit) if isinstance(edit, SetLevels) else ""
    if bridge.apply(edit, bridge) is not None and aloud:
        bridge.message.emit(aloud)


def to_confirm(plan: Plan) -> tuple[str, ...]:
    """Names that nobody has vouched for."""
    return tuple(level.name for level in plan.levels if level.state == "proposed")


def to_read_again(plan: Plan, who: str) -> tuple[str, ...]:
    """Names that a first reader confirmed, and this other person has not."""
    return tuple(
        level.name
        for level in plan.levels
        if level.state == "confirmed" and level.confirmed_by not in ("", who) and not level.second_by
    )


def insert_at(bridge: SessionBridge, place_mm: Point) -> None:
    """One vertebra more, at a place that the image shows."""
    session = bridge.session
    if session is None:
        return
    try:
        edit = inserted_level(session.committed, place_mm, lambda at, disc: _snapped(session, at, disc))
        aloud = follows(session.committed, edit)
    except EditRefused as error:
        bridge.message.emit(error.for_the_user)
        return
    if bridge.apply(edit, bridge) is not None and aloud:
        bridge.message.emit(aloud)


def remove(bridge: SessionBridge, name: str) -> None:
    """One vertebra less."""
    session = bridge.session
    if session is None:
        return
    try:
        edit = removed_level(session.committed, name)
        aloud = "" if not isinstance(edit, SetLevels) else follows(session.committed, edit)
    except EditRefused as error:
        bridge.message.emit(error.for_the_user)
        return
    if bridge.apply(edit, bridge) is not None:
        bridge.look(bridge, selected=None)
        if aloud:
            bridge.message.emit(aloud)


def step_level(bridge: SessionBridge, steps: int) -> None:
    """Go to the next marked level, + caudally, from the selected one or the one under the crosshair."""
    session = bridge.session
    if session is None or not session.plan.levels:
        return
    levels = sorted(session.plan.levels, key=lambda level: level_rank(level.name))
    names = [level.name for level in levels]
    here = _here(session)
    at = names.index(here) + steps if here in names else (0 if steps > 0 else len(names) - 1)
    level = levels[max(0, min(at, len(levels) - 1))]
    bridge.look(bridge, crosshair_mm=level.centre_mm, cameras=centred_on(session.view, level.centre_mm),
                selected=("level", level.name))  # fmt: skip


def level_menu(bridge: SessionBridge, name: str, place_mm: Point) -> None:
    """Which vertebra is this? Shown under the pointer."""
    shown = (window for window in QApplication.topLevelWidgets() if window.isVisible())
    menu = QMenu(QApplication.activeWindow() or next(shown, None))
    head = menu.addAction(tr("{level}: which vertebra is it?").format(level=name))
    head.setEnabled(False)
    for choice in choices_for(name):
        words = f"{choice.name}: {choice.meaning}" if choice.meaning else choice.name
        if choice.name == name and not choice.meaning:
            words = tr("{level}, as counted").format(level=name)
        if choice.meaning and not any(a.isSeparator() for a in menu.actions()):
            menu.addSeparator()
        _does(menu.addAction(words), partial(name_level, bridge, name, choice.name, choice.meaning))
    menu.addSeparator()
    _does(menu.addAction(tr("Insert a level here")), lambda: insert_at(bridge, place_mm))
    _does(menu.addAction(tr("Remove {level}").format(level=name)), lambda: remove(bridge, name))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(QCursor.pos())


def _does(action: QAction, run: Callable[[], None]) -> None:
    action.triggered.connect(lambda _on: run())


def _here(session: Session) -> str:
    selected = session.view.selected
    if selected is not None and selected[0] == "level":
        return selected[1]
    level = level_at(session.plan, session.view.crosshair_mm)
    return level.name if level is not None else ""


def _snapped(session: Session, at_mm: Point, disc: DiscPlane) -> DiscPlane:
    """On the disc that the image shows there, while the vertebrae found are in hand."""
    if session.found is None:
        return disc
    from spineplan.session.levels.level_snapping import snapped

    return snapped(session.found.spine, at_mm, disc)
