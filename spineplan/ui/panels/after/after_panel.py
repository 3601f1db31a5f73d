"""After the procedure: what will be here, and what can be done already."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from spineplan.ui.panels.pieces import Prompt, button, hint, section
from spineplan.ui.panels.stage_panel import StagePanel
from spineplan.viewer.bridge import SessionBridge


class AfterPanel(StagePanel):
    """Honest about what is not built: the comparison is by eye."""

    stage = "after"
    open_images = Signal()

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.prompt = Prompt()
        self.prompt.say(
            self.tr("Open the CT made after the procedure"),
            self.tr("It appears beside the planning CT. It must be of the same patient."),
        )
        self.add(self.prompt)
        self.open_button = button(self.tr("Open the CT afterwards…"), self.open_images.emit, "folder-open", "primary")
        self.compare_button = button(self.tr("Show both side by side"), self._compare, "columns-2")
        self.add(self.open_button)
        self.add(self.compare_button)
        self.add(section(self.tr("NOT BUILT YET")))
        self.add(
            hint(
                self.tr(
                    "Registration of the two CTs, the needle achieved against the needle planned, cement volume and "
                    "leaks by compartment, and the follow-up of pain and disability. Until the two series are "
                    "registered they are never shown as aligned."
                )
            )
        )
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Both series are needed for a comparison."""
        volumes = self.session.volumes if self.session is not None else {}
        self.open_button.setEnabled(self.session is not None)
        self.compare_button.setEnabled(len(volumes) > 1)

    def _compare(self) -> None:
        if self.session is None:
            return
        others = [uid for uid in self.session.volumes if uid != self.session.view.series_uid]
        if others:
            self.bridge.look(self, compare_uid=others[-1], layout="compare")
