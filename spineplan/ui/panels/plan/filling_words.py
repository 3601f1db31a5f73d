"""A simulated filling in words and rows, for the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from spineplan.ui.panels.row_list import Row

if TYPE_CHECKING:
    from spineplan.planning.filling.curve import Compartment, FillingCurve, FillingState, Milestone
    from spineplan.planning.filling.stop import StopSuggestion

BALANCED = (0.35, 0.65)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Words", text)


class Words:
    """Names in the user's language; built once."""

    def compartment(self, name: Compartment) -> str:
        """Where cement leaks to."""
        return {
            "canal": _tr("Canal"),
            "basivertebral": _tr("Basivertebral vein (B)"),
            "foramen": _tr("Foramen"),
            "disc_superior": _tr("Disc above (D)"),
            "disc_inferior": _tr("Disc below (D)"),
            "segmental": _tr("Segmental vein (S)"),
            "paravertebral": _tr("Beside the vertebra (C)"),
            "needle_tract": _tr("Needle tract"),
        }[name]

    def milestone(self, name: Milestone) -> str:
        """What cement reaches inside."""
        return {
            "endplate_superior": _tr("Upper end plate touched"),
            "endplate_inferior": _tr("Lower end plate touched"),
            "midline": _tr("Midline crossed"),
            "posterior_quarter": _tr("Posterior quarter entered"),
            "posterior_wall": _tr("Posterior wall touched"),
        }[name]

    def state(self, state: FillingState) -> tuple[Row, ...]:
        """At one volume."""
        rows: list[Row] = [(_tr("Of the body"), f"{100.0 * state.body_share:.0f} %", "", "")]
        if state.lesion_share is not None:
            rows.append((_tr("Of the lesion"), f"{100.0 * state.lesion_share:.0f} %", "", ""))
        sides = _tr("left {left:.0f} %, right {right:.0f} %")
        rows.append(
            (
                _tr("Balance"),
                sides.format(left=100.0 * state.left_share, right=100.0 * state.right_share),
                "" if BALANCED[0] <= state.left_share <= BALANCED[1] else "caution",
                _tr("Of the cement inside the bone, by the middle of the body"),
            )
        )
        plates = f"{100.0 * state.superior_endplate_share:.0f} / {100.0 * state.inferior_endplate_share:.0f} %"
        rows.append((_tr("End plates, upper / lower"), plates, "", _tr("Share of the end plate that cement touches")))
        if state.wall_mm is not None:
            near = "caution" if state.wall_mm < 5.0 else ""
            rows.append((_tr("To the posterior wall"), f"{state.wall_mm:.1f} mm", near, ""))
        if state.outside_ml > 0:
            rows.append((_tr("Outside the bone"), f"{state.outside_ml:.2f} mL", "danger", ""))
        return tuple(rows)

    def comparable(self, state: FillingState) -> tuple[Row, ...]:
        """The same rows whatever the state: two of them stand side by side, in few words."""
        lesion = "—" if state.lesion_share is None else f"{100.0 * state.lesion_share:.0f} %"
        wall = "—" if state.wall_mm is None else f"{state.wall_mm:.1f} mm"
        outside = "danger" if state.outside_ml > 0 else ""
        return (
            (_tr("Of the body"), f"{100.0 * state.body_share:.0f} %", "", ""),
            (_tr("Of the lesion"), lesion, "", ""),
            (_tr("On the left"), f"{100.0 * state.left_share:.0f} %", "", _tr("Of the cement inside the bone")),
            (_tr("To the posterior wall"), wall, "", ""),
            (_tr("Outside the bone"), f"{state.outside_ml:.2f} mL", outside, ""),
        )

    def risks(self, curve: FillingCurve, chosen_ml: float) -> tuple[Row, ...]:
        """Leaks and milestones in the order in which they begin."""
        from spineplan.planning.filling.curve import MILESTONES
        from spineplan.planning.treatment_findings import GRAVE

        found: list[tuple[float, Row]] = []
        for leak in curve.leaks:
            state = "" if leak.begins_ml >= chosen_ml else "danger" if leak.compartment in GRAVE else "caution"
            words = f"{self.compartment(leak.compartment)}\n{leak.reason}"
            found.append((leak.begins_ml, (words, _from(leak.begins_ml), state, leak.reason)))
        for name in MILESTONES:
            begins = curve.begins_ml(name)
            if begins is not None:
                near = "caution" if name.startswith("posterior") and begins < chosen_ml else ""
                found.append((begins, (self.milestone(name), _from(begins), near, "")))
        rows = [row for _, row in sorted(found, key=lambda one: one[0])]
        if not curve.leaks:
            most = _tr("none up to {ml:.1f} mL").format(ml=curve.filling.most_ml)
            rows.insert(0, (_tr("Leak"), most, "ok", ""))
        if not curve.filling.terrain.walls.seen:
            words = _tr("This CT does not show the cortex well enough: leaks are not to be trusted.")
            rows.insert(0, (words, "", "caution", ""))
        return tuple(rows)

    def stop(self, found: StopSuggestion) -> str:
        """The suggestion and why."""
        if found.cause in ("end", "room"):
            words = _tr("Suggestion: no risk found up to {ml:.1f} mL ({because}).")
        else:
            words = _tr("Suggestion: stop at {ml:.1f} mL. Then {because}.")
        return words.format(ml=found.volume_ml, because=found.because)


def _from(volume_ml: float) -> str:
    return _tr("from {ml:.1f} mL").format(ml=volume_ml)
