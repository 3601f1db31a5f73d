"""Ablation of one level: zones on its needles, what they cover, what they come near to, what to prepare."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QSpinBox, QVBoxLayout, QWidget

from spineplan.clinical.ablation import device, wanted_margin_mm
from spineplan.errors import SpineplanError
from spineplan.plan.edits import AnswerItem, PutAblation, RemoveAblation, SetAblations
from spineplan.plan.model import AblationZone, ChecklistAnswer, Plan
from spineplan.session.ablation_entries import ZoneEntry, keep_entry
from spineplan.ui.fold import Fold
from spineplan.ui.panels.pieces import button, combo, fill, flowing, hint, section, show_rows, side_by_side
from spineplan.ui.panels.plan.coverage_plot import CoveragePlot
from spineplan.ui.panels.plan.thermal_dose import ThermalDose
from spineplan.ui.panels.plan.zone_entry import ZoneEntryForm
from spineplan.ui.panels.plan.zone_shape import ZonePlacing
from spineplan.ui.panels.row_list import Row, RowList
from spineplan.ui.settings import Settings
from spineplan.viewer.bridge import SessionBridge

if TYPE_CHECKING:  # planning is imported after the first paint
    from spineplan.planning.treatment_numbers import LevelTreatment

CHECKLIST_ITEM = 37
LEAST_CANAL_MM = 5.0
_STATES = {"ok": "ok", "amber": "caution", "red": "danger", "block": "danger"}


class AblationSection(QWidget):
    """Writes zones of one level; sizes only ever come from the form."""

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._level = bridge, ""
        self._listed: tuple[AblationZone, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.needle = combo([], self.tr("Needle of the zone"))
        self.form = ZoneEntryForm(self)
        self.form.hide()
        self.form.wanted.connect(self._add)
        self.needle.activated.connect(lambda _row: self._use_form())
        self.entry = Fold(self.tr("Enter a zone (from the IFU)"), lambda: self.form, parent=self)
        self.zones = QListWidget()
        self.zones.setAccessibleName(self.tr("Ablation zones"))
        self.zones.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.zones.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.zones.currentRowChanged.connect(lambda _row: self._show_buttons())
        self.back = button(
            self.tr("Back 1 mm"), lambda: self._move(1.0), "chevron-up", tip=self.tr("Towards the entry")
        )
        self.ahead = button(self.tr("On 1 mm"), lambda: self._move(-1.0), "chevron-down", tip=self.tr("Deeper"))
        self.remove = button(self.tr("Remove"), self._remove, "trash-2")
        self.most = QSpinBox()
        self.most.setRange(1, 6)
        self.most.setValue(3)
        self.most.setPrefix(self.tr("at most "))
        self.most.setAccessibleName(self.tr("Most zones"))
        self.suggest = button(self.tr("Suggest positions"), self._suggest, "target")
        self.suggest.setToolTip(
            self.tr("Fewest zones of the selected size that cover the lesion and stay 5 mm from the canal")
        )
        self.plot = CoveragePlot()
        self.cover, self.near = RowList(self.tr("Coverage")), RowList(self.tr("Distances of the zones"))
        self.cortex, self.prepare = hint(), hint()
        self.dose = Fold(self.tr("Thermal dose (CEM43)"), ThermalDose, parent=self)
        self.dose.opened.connect(self._offer_dose)
        self.push = button(self.tr("Put it on the checklist"), self._push, "list-checks")
        column.addWidget(section(self.tr("ABLATION")))
        column.addLayout(side_by_side(hint(self.tr("On")), self.needle))
        column.addWidget(self.entry)
        column.addWidget(self.zones)
        self._of_zone = QWidget()
        self._of_zone.setLayout(flowing(self.back, self.ahead, self.remove, self.suggest, self.most))
        column.addWidget(self._of_zone)
        for widget in (self.cover, self.plot, self.near, self.cortex, self.dose, self.prepare, self.push):
            column.addWidget(widget)

    def show_level(self, plan: Plan, level: str) -> None:
        """The zones of one level and what follows from them."""
        self._level = level
        needles = [one for one in plan.needles if one.level == level]
        sides = {"left": self.tr("left"), "right": self.tr("right"), "midline": self.tr("midline")}
        entries = [(one.id, self.tr("Needle {n}, {side}").format(n=n, side=sides[one.side])) for n, one in
                   enumerate(needles, start=1)]  # fmt: skip
        fill(self.needle, entries, str(self.needle.currentData() or ""))
        self.entry.setEnabled(bool(needles))
        self._use_form()
        zones = tuple(zone for zone in plan.ablations if zone.level == level)
        if zones != self._listed:
            row = self.zones.currentRow()
            self._listed = zones
            self.zones.clear()
            for zone in zones:
                known = device(zone.device)
                name = known.name if known is not None else zone.device
                self.zones.addItem(f"{self._size(zone)}   {name.partition(' (')[0]}   {zone.setting}")
                item = self.zones.item(self.zones.count() - 1)
                item.setToolTip(self.tr("Entered by {by}; {source}").format(by=zone.entered_by, source=zone.source))
            self.zones.setCurrentRow(min(max(row, 0), len(zones) - 1))
        show_rows(self.zones, 4)
        self.zones.setVisible(bool(zones))
        self.dose.setVisible(bool(zones))
        self._offer_dose()
        found = self._bridge.cement.treatment(level) if zones else None
        self._write(None if found is None or isinstance(found, str) else found)
        self._show_buttons()

    def _offer_dose(self) -> None:
        if isinstance(self.dose.body, ThermalDose):
            self.dose.body.offer(self._listed)

    def _use_form(self) -> None:
        """A pair needs another needle than the one chosen."""
        box, chosen = self.needle, self.needle.currentData()
        rows = [(str(box.itemData(row)), box.itemText(row)) for row in range(box.count())]
        self.form.use(self._level, Settings().user_name, [row for row in rows if row[0] != chosen])

    def _size(self, zone: AblationZone) -> str:
        sizes = [zone.length_mm, zone.diameter_mm]
        if zone.width_mm is not None:
            sizes.insert(1, zone.width_mm)
        words = " × ".join(f"{size:g}" for size in sizes) + " mm"
        if zone.partner_id:
            words += self.tr(", pair")
        return words + (self.tr(", bent {deg:g}°").format(deg=zone.bend_deg) if zone.bend_deg else "")

    def _zone(self) -> AblationZone | None:
        row = self.zones.currentRow()
        return self._listed[row] if 0 <= row < len(self._listed) else None

    def _show_buttons(self) -> None:
        self._of_zone.setVisible(self._zone() is not None)

    def _write(self, found: LevelTreatment | None) -> None:
        cover = found.coverage if found is not None else None
        safety = found.safety if found is not None else None
        self.plot.setVisible(cover is not None)
        self.plot.show_coverage(cover)
        rows: list[Row] = []
        if cover is not None:
            whole = cover.residual_ml < 0.05
            left = self.tr("{percent:.0f} %, {ml:.1f} mL left").format(
                percent=cover.lesion_percent, ml=cover.residual_ml
            )
            rows = [
                (self.tr("Lesion covered"), left, "ok" if whole else "caution", ""),
                (
                    self.tr("With {mm:g} mm margin").format(mm=cover.margin_mm),
                    f"{cover.with_margin_percent:.0f} %",
                    "",
                    "",
                ),
            ]
            if cover.least_margin_mm is not None:
                least = cover.least_margin_mm
                rows.append((self.tr("Least margin"), f"{least:.1f} mm", "ok" if least >= 0 else "danger", ""))
        elif found is not None and found.zones:
            rows = [(self.tr("No lesion is painted here: coverage is unknown."), "", "caution", "")]
        self.cover.show_rows(tuple(rows))
        self.near.show_rows(self._near_rows(found))
        self.cortex.setText(safety.cortex if safety is not None else "")
        words = [f"• {one.text}" for one in safety.prepare] if safety is not None else []
        self.prepare.setText("\n".join([self.tr("Prepare:"), *words]) if words else "")
        for label in (self.cortex, self.prepare):
            label.setVisible(bool(label.text()))
        self.push.setVisible(bool(words))

    def _near_rows(self, found: LevelTreatment | None) -> tuple[Row, ...]:
        if found is None or found.safety is None:
            return ()
        names = {"canal": self.tr("Zone to canal"), "root": self.tr("Zone to foramen and root"),
                 "endplate": self.tr("Zone to end plate"), "skin": self.tr("Zone to skin"),
                 "bowel": self.tr("Zone to bowel")}  # fmt: skip
        rows: list[Row] = [(f"{one.text}.", "", "danger", one.sentence) for one in found.safety.refusals]
        for one in found.safety.distances:
            if one.distance_mm is None:
                rows.append((names[one.near], self.tr("unknown"), "", self.tr("Not labelled in this plan")))
                continue
            tip = one.rule.source if one.rule is not None else ""
            inside = self.tr("{mm:.1f} mm inside").format(mm=-one.distance_mm)
            value = inside if one.distance_mm < 0 else f"{one.distance_mm:.1f} mm"
            rows.append((names[one.near], value, _STATES[one.severity], tip))
        return tuple(rows)

    def _add(self, entry: ZoneEntry, placing: ZonePlacing) -> None:
        known = device(entry.device)
        kind = known.kind if known is not None else ""
        zone = AblationZone(
            id=uuid4().hex, level=self._level, needle_id=str(self.needle.currentData() or ""), kind=kind,
            device=entry.device, setting=entry.setting, length_mm=entry.length_mm, diameter_mm=entry.diameter_mm,
            centre_from_target_mm=entry.offset_mm, minutes=entry.minutes, temperature_c=entry.temperature_c,
            entered_by=entry.entered_by, source=entry.source, partner_id=placing.partner_id, width_mm=entry.width_mm,
            pair_distance_mm=entry.pair_distance_mm, bend_deg=placing.bend_deg,
            bend_towards_deg=placing.bend_towards_deg, bend_length_mm=entry.bent_part_mm,
        )  # fmt: skip
        if self._bridge.apply(PutAblation(zone), self) is None:
            return
        self.zones.setCurrentRow(self.zones.count() - 1)
        try:
            keep_entry(entry)
        except SpineplanError as error:
            self._bridge.message.emit(error.for_the_user)

    def _move(self, by_mm: float) -> None:
        zone = self._zone()
        if zone is not None:
            moved = replace(zone, centre_from_target_mm=zone.centre_from_target_mm + by_mm)
            self._bridge.apply(PutAblation(moved, self.tr("Move ablation")), self)

    def _remove(self) -> None:
        zone = self._zone()
        if zone is not None:
            self._bridge.apply(RemoveAblation(zone.id), self)

    def _suggest(self) -> None:
        """Fewest zones of the selected one's size, on every needle of the level."""
        session, zone = self._bridge.session, self._zone()
        if session is None or zone is None:
            return
        from spineplan.planning.ablation.positions import suggest_positions
        from spineplan.planning.treatment_numbers import lesion_of, surroundings

        found = self._bridge.cement.treatment(self._level)
        terrain = None if found is None or isinstance(found, str) else found.terrain
        plan = session.plan
        try:
            lesion = lesion_of(plan, self._level, session.masks.get)
            if lesion is None:
                raise SpineplanError(self.tr("Paint the lesion first: there is nothing to cover."))
            made = suggest_positions(
                lesion, [one for one in plan.needles if one.level == self._level], zone,
                margin_mm=wanted_margin_mm(), most=self.most.value(),
                canal_mm=surroundings(plan, terrain, session.masks.get).get("canal"), least_canal_mm=LEAST_CANAL_MM,
            )  # fmt: skip
        except SpineplanError as error:
            self._bridge.message.emit(str(error))
            return
        zones = tuple(
            replace(zone, id=uuid4().hex, needle_id=one.needle_id, centre_from_target_mm=one.centre_from_target_mm)
            for one in made.positions
        )
        self._bridge.apply(SetAblations(self._level, zones), self)
        if not made.complete:
            words = self.tr("Suggestion: {n} zones cover {percent:.0f} % of the lesion; more is not possible so.")
            self._bridge.message.emit(words.format(n=len(zones), percent=made.lesion_percent))

    def _push(self) -> None:
        session = self._bridge.session
        found = self._bridge.cement.treatment(self._level)
        if session is None or found is None or isinstance(found, str) or found.safety is None:
            return
        note = self.tr("{level}: prepare {what}").format(
            level=self._level, what="; ".join(one.text for one in found.safety.prepare)
        )
        now = next((one for one in session.plan.checklist if one.item == CHECKLIST_ITEM), None)
        if now is not None and note in now.note:
            return
        kept = f"{now.note}\n{note}" if now is not None and now.note else note
        answer = ChecklistAnswer(item=CHECKLIST_ITEM, state="open", note=kept[:1900])
        self._bridge.apply(AnswerItem(answer), self)
