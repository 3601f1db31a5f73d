"""Bringing images of another frame of reference to the plan's: pair, refine, look, confirm. Nothing maps before."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from spineplan.errors import SpineplanError
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import ConfirmRegistration, PutRegistration, RemoveRegistration
from spineplan.plan.levels import level_rank
from spineplan.plan.model import Registration
from spineplan.session.registering import begun, registration_of, residuals_mm, standing_of, suggested_range
from spineplan.session.session import Session
from spineplan.ui.dates import now_utc
from spineplan.ui.panels.pieces import Prompt, button, combo, fill, flowing, hint, section, side_by_side, warning
from spineplan.ui.panels.registering.look import Choices, RegistrationLook
from spineplan.ui.panels.registering.pair_list import PairList
from spineplan.ui.panels.registering.refining import Refining
from spineplan.ui.panels.registering.words import fit_words, slip_words, state_words
from spineplan.viewer.bridge import SessionBridge
from spineplan.viewer.registering.pairs import next_unpaired


class RegistrationSection(QWidget):
    """Hidden while every open series shares the plan's frame of reference."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._range_of = ""
        self.refining = Refining(bridge, self)
        self.series = combo([], self.tr("Images to register"))
        self.series.currentIndexChanged.connect(lambda _row: self.refresh())
        self.state = hint()
        self.first, self.last = combo([], self.tr("From level")), combo([], self.tr("To level"))
        for box in (self.first, self.last):
            box.activated.connect(lambda _row: self._change_range())
        self.start = button(self.tr("Pair with the plan"), self._start, "crosshair", "primary")
        self.start.setToolTip(self.tr("Both series side by side; click the same places on both"))
        self.prompt = Prompt()
        self.ways = Choices({"levels": self.tr("By bodies"), "points": self.tr("By points")})
        self.ways.chosen.connect(self._pair_by)
        self.pairs = PairList(bridge)
        self.fit, self.against = hint(), warning()
        self.refine = button(self.tr("Refine"), self._refine, "zap", tip=self.tr("Search near by for the best fit"))
        self.looks = RegistrationLook(bridge)
        self.counted = QCheckBox(self.tr("I counted the levels on both series"))
        self.counted.toggled.connect(lambda _on: self.refresh())
        self.confirm = button(self.tr("Confirm"), self._confirm, "check", "primary")
        self.change = button(self.tr("Change"), self._start, "pencil")
        self.remove = button(self.tr("Remove"), self._remove, "trash-2", "quiet")
        self._lay_out()
        bridge.jobs_changed.connect(self.refresh)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(section(self.tr("REGISTER OTHER IMAGES")))
        column.addWidget(self.series)
        column.addWidget(self.state)
        self._range = QWidget()
        levels = side_by_side(hint(self.tr("Levels")), self.first, hint(self.tr("to")), self.last)
        levels.setContentsMargins(0, 0, 0, 0)
        self._range.setLayout(levels)
        column.addWidget(self._range)
        column.addWidget(self.start)
        for widget in (self.prompt, self.ways, self.pairs, self.fit, self.against, self.looks, self.counted):
            column.addWidget(widget)
        column.addLayout(flowing(self.refine, self.confirm, self.change, self.remove))

    # What it is about

    @property
    def volume(self) -> Volume | None:
        """The series chosen, as it was scanned."""
        session = self._bridge.session
        return session.volumes.get(self.series.currentData() or "") if session is not None else None

    @property
    def registration(self) -> Registration | None:
        """What the plan has about it."""
        session, volume = self._bridge.session, self.volume
        return registration_of(session.plan, volume) if session is not None and volume is not None else None

    @property
    def pairing(self) -> bool:
        """Whether clicks in the images pair places for the series chosen."""
        session, uid = self._bridge.session, self.series.currentData()
        return session is not None and session.view.tool == "pair" and session.view.overlaid_uid == uid

    def refresh(self) -> None:
        """Everything, from the session."""
        session = self._bridge.session
        others = _others(session) if session is not None else []
        self.setVisible(bool(others))
        if session is None or not others:
            self.looks.stop()
            return
        fill(self.series, [(one.series_uid, one.description or one.modality) for one in others])
        self._show_range(session)
        self._show(session, self.registration)

    def begin(self, series_uid: str) -> None:
        """Start with a series that is shown."""
        self.refresh()
        row = self.series.findData(series_uid)
        if row < 0:
            return
        self.series.setCurrentIndex(row)
        found = self.registration
        session = self._bridge.session
        if session is not None and (found is None or standing_of(session.plan, found) != "confirmed"):
            self._start()

    def leave(self) -> None:
        """The stage is left: the mouse and the pictures are as before."""
        self.looks.stop()
        session = self._bridge.session
        if session is not None:
            tool = "window" if session.view.tool == "pair" else session.view.tool
            self._bridge.look(self, tool=tool, overlaid="off", pair_half=None)

    # Writing

    def _show_range(self, session: Session) -> None:
        levels = sorted(session.plan.levels, key=lambda one: level_rank(one.name))
        entries = [(one.name, one.name) for one in levels]
        found, key = self.registration, self.series.currentData() or ""
        first, last = suggested_range(session.plan, session.view.crosshair_mm)
        if found is not None and found.levels:
            first, last = found.levels[0].name, found.levels[-1].name
        elif self._range_of == key and self.first.count():
            first, last = self.first.currentData(), self.last.currentData()
        self._range_of = key
        fill(self.first, entries, first)
        fill(self.last, entries, last)

    def _show(self, session: Session, found: Registration | None) -> None:
        now = standing_of(session.plan, found) if found is not None else "open"
        pairing = self.pairing
        has_result = found is not None and found.plan_from_series is not None and now != "stale"
        editable = session.read_only_reason is None
        self.state.setText(state_words(found, now) if session.plan.levels else self.tr("Name the levels first."))
        self._range.setVisible(now != "confirmed" and bool(session.plan.levels))
        self.start.setVisible(not pairing and now != "confirmed")
        self.start.setEnabled(editable and bool(session.plan.levels))
        self.prompt.setVisible(pairing and now != "confirmed")
        self.ways.setVisible(pairing and now != "confirmed")
        self._say(session, has_result)
        self.pairs.show_pairs(found, residuals_mm(found) if found is not None else (), now != "confirmed" and editable)
        self.fit.setText(fit_words(found) if found is not None and has_result else "")
        self.fit.setVisible(bool(self.fit.text()))
        self.against.setText(slip_words(found, now) if found is not None else "")
        self.against.setVisible(bool(self.against.text()))
        self.looks.setVisible(has_result)
        self.looks.show_series(self.series.currentData() or "")
        self.counted.setVisible(found is not None and bool(found.warning) and now == "proposed")
        self._show_buttons(found, now, has_result, editable)

    def _show_buttons(self, found: Registration | None, now: str, has_result: bool, editable: bool) -> None:
        busy = self.refining.busy
        self.refine.setVisible(has_result and now == "proposed")
        self.refine.setEnabled(editable and not busy)
        self.refine.setText(self.tr("Refining…") if busy else self.tr("Refine"))
        self.confirm.setVisible(has_result and now == "proposed")
        warned = found is not None and bool(found.warning) and not self.counted.isChecked()
        self.confirm.setEnabled(editable and not busy and not warned)
        self.change.setVisible(now == "confirmed")
        self.change.setEnabled(editable)
        self.remove.setVisible(found is not None)
        self.remove.setEnabled(editable)

    def _say(self, session: Session, has_result: bool) -> None:
        view, name = session.view, self.series.currentText()
        self.ways.mark("levels" if view.pair_level else "points")
        if view.pair_level:
            self.prompt.say(
                self.tr("Click the middle of {level}'s body on {series}").format(level=view.pair_level, series=name),
                self.tr("Click a body on the plan's images to choose another level."),
            )
        elif view.pair_half is not None:
            where = name if view.pair_half[0] else self.tr("the plan's images")
            self.prompt.say(self.tr("Click the same place on {series}").format(series=where))
        elif has_result:
            self.prompt.say(
                self.tr("Refine, look, confirm"), self.tr("Or click further places that are seen on both series.")
            )
        else:
            self.prompt.say(
                self.tr("Click a place that is seen on both series"),
                self.tr("Corners of end plates, pedicles, tips of processes; three pairs or more, spread out."),
            )

    # Acting

    def _start(self) -> None:
        session, volume = self._bridge.session, self.volume
        if session is None or volume is None:
            return
        made = self._put(session, volume)
        if made is None:
            return
        own, other = session.plan.reference.series_uid, volume.series_uid
        plane = session.view.one_up if session.view.one_up in ("axial", "sagittal", "coronal") else "sagittal"
        plane = plane if session.view.layout == "compare" else "sagittal"
        self._bridge.look(
            self, series_uid=own, compare_uid=other, layout="compare", one_up=plane, maximised=None, tool="pair",
            overlaid_uid=other, overlaid="off", pair_level=next_unpaired(made), pair_half=None, overlays=True,
        )  # fmt: skip

    def _put(self, session: Session, volume: Volume) -> Registration | None:
        try:
            made = begun(session.plan, volume, self.first.currentData() or "", self.last.currentData() or "")
        except SpineplanError as error:
            self._bridge.message.emit(str(error))
            return None
        if made != self.registration and self._bridge.apply(PutRegistration(made), self) is None:
            return None
        return self.registration

    def _change_range(self) -> None:
        session, volume = self._bridge.session, self.volume
        if session is not None and volume is not None and self.registration is not None:
            made = self._put(session, volume)
            if made is not None and session.view.pair_level:
                self._bridge.look(self, pair_level=next_unpaired(made))
        self.refresh()

    def _pair_by(self, way: str) -> None:
        found = self.registration
        if found is None:
            return
        level = (next_unpaired(found) or found.levels[0].name) if way == "levels" else ""
        self._bridge.look(self, pair_level=level, pair_half=None)

    def _refine(self) -> None:
        session, found, volume = self._bridge.session, self.registration, self.volume
        if session is not None and found is not None and volume is not None:
            self.refining.start(session, found, volume)

    def _confirm(self) -> None:
        session, found = self._bridge.session, self.registration
        if session is None or found is None:
            return
        if self._bridge.apply(ConfirmRegistration(found.id, session.who, now_utc()), self) is not None:
            self.counted.setChecked(False)
            self.leave()

    def _remove(self) -> None:
        found = self.registration
        if found is not None and self._bridge.apply(RemoveRegistration(found.id), self) is not None:
            self.leave()


def _others(session: Session) -> list[Volume]:
    """Open series of another frame of reference than the plan's, once the plan's own images are open."""
    frame = session.plan.reference.frame_of_reference_uid
    if not frame or session.volumes.get(session.plan.reference.series_uid) is None:
        return []
    return [one for one in session.volumes.values() if one.frame_of_reference_uid != frame]
