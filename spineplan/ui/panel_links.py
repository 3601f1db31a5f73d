"""What the buttons of the panels lead to outside their panel."""

from typing import TYPE_CHECKING, cast

from spineplan.ui.panels.stage_panel import StagePanel

if TYPE_CHECKING:
    from spineplan.ui.panels.after.after_panel import AfterPanel
    from spineplan.ui.panels.decide.decide_panel import DecidePanel
    from spineplan.ui.panels.levels.levels_panel import LevelsPanel
    from spineplan.ui.panels.plan.plan_panel import PlanPanel
    from spineplan.ui.panels.review.review_panel import ReviewPanel
    from spineplan.ui.panels.study.study_panel import StudyPanel
    from spineplan.ui.workstation import Workstation


def link_panel(panel: StagePanel, station: "Workstation") -> None:
    """Connect a panel that was just made. By stage: the classes are imported only when their panel is made."""
    panel.stage_wanted.connect(station.go)
    if panel.stage == "study":
        study = cast("StudyPanel", panel)
        study.open_folder.connect(station.ask_folder)
        study.open_file.connect(station.ask_file)
        study.open_demo.connect(station.opening.open_demo)
        study.path_chosen.connect(station.opening.open_path)
        study.series_chosen.connect(station.opening.open_series)
        station.opening.scanned.connect(study.show_index)
    elif panel.stage == "levels":
        cast("LevelsPanel", panel).use_settings(station.window.settings)
        station.add_label_section(panel)
    elif panel.stage == "decide":
        cast("DecidePanel", panel).use_settings(station.window.settings)
    elif panel.stage == "plan":
        cast("PlanPanel", panel).margins.choice.use_settings(station.window.settings)
    elif panel.stage == "review":
        from spineplan.ui.review_work import ReviewWork

        ReviewWork(cast("ReviewPanel", panel), station)
    elif panel.stage == "after":
        cast("AfterPanel", panel).open_images.connect(station.ask_beside)
