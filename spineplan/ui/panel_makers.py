"""How each stage's panel is made and what its buttons lead to."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from spineplan.ui.measured import Measured
from spineplan.ui.panels.stage_panel import StagePanel
from spineplan.ui.stages import Stage
from spineplan.viewer.bridge import SessionBridge

_PANELS: dict[Stage, str] = {
    "study": "study.study_panel.StudyPanel",
    "levels": "levels.levels_panel.LevelsPanel",
    "lesions": "lesions.lesions_panel.LesionsPanel",
    "decide": "decide.decide_panel.DecidePanel",
    "plan": "plan.plan_panel.PlanPanel",
    "review": "review.review_panel.ReviewPanel",
    "after": "after.after_panel.AfterPanel",
}
_MEASURING: frozenset[Stage] = frozenset({"lesions", "decide", "plan", "review"})


def panel_maker(stage: Stage, bridge: SessionBridge, measured: Measured) -> Callable[[], StagePanel]:
    """Makes the panel when it is called; its module is imported then, so that the window comes first."""

    def make() -> StagePanel:
        module, _, name = _PANELS[stage].rpartition(".")
        kind = cast(Callable[..., StagePanel], getattr(import_module(f"spineplan.ui.panels.{module}"), name))
        return kind(bridge, measured) if stage in _MEASURING else kind(bridge)

    return make
