"""What marks lesions without a stroke: shapes, threshold, filling between slices, masks from files."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from spineplan.anatomy.importing.source import LabelSource
from spineplan.errors import SpineplanError
from spineplan.exchange.label_files import read_labels
from spineplan.imaging.mask import Mask
from spineplan.imaging.volume import Volume
from spineplan.plan.edits import Edit
from spineplan.plan.model import Ellipsoid, Lesion
from spineplan.session.lesion_marking import ellipsoid_mask, joined, put_mask, sphere_mask
from spineplan.session.lesion_through import canvas_of, check_stretch, stamped, values_canvas
from spineplan.session.lesion_tools import check_frame, fill_edit, imported_lesions, lesion_to_mark, threshold_edit
from spineplan.session.session import Session
from spineplan.session.view_state import ViewState
from spineplan.ui.file_dialogs import ask_labels
from spineplan.ui.panels.lesions.lesion_toolbox import LesionToolbox
from spineplan.viewer.bridge import SessionBridge

translate = QCoreApplication.translate


class LesionMarks:
    """Carries out the toolbox's buttons, one undo step each. panel: whose edits they are."""

    def __init__(self, bridge: SessionBridge, box: LesionToolbox, panel: QWidget) -> None:
        self._bridge, self._panel, self._half_axes = bridge, panel, box.half_axes
        for made, action in (
            (box.fill_button, self._fill),
            (box.threshold_button, self._threshold),
            (box.sphere_button, self._sphere),
            (box.ellipsoid_button, self._ellipsoid),
            (box.import_button, self._ask_import),
        ):
            made.clicked.connect(lambda _checked, action=action: action())

    def _fill(self) -> None:
        self._edited(lambda session, _volume, lesion: fill_edit(session, lesion))

    def _threshold(self) -> None:
        self._edited(threshold_edit)

    def _sphere(self) -> None:
        """A sphere of the brush's size."""
        self._insert(
            lambda volume, view: sphere_mask(volume, view.crosshair_mm, view.brush.radius_mm, view.brush.limits)
        )

    def _ellipsoid(self) -> None:
        """An ellipsoid whose half-axes lie along the crosshair's lines."""
        left_right, front_back, up_down = (spin.value() for spin in self._half_axes)

        def inside(volume: Volume, view: ViewState) -> Mask:
            half_axes_mm = (left_right, front_back, up_down)
            shape = Ellipsoid(centre_mm=view.crosshair_mm, semi_axes_mm=half_axes_mm, axes_lps=view.frame)
            return ellipsoid_mask(volume, shape, view.brush.limits)

        self._insert(inside)

    def _insert(self, shape: Callable[[Volume, ViewState], Mask]) -> None:
        """A shape at the crosshair, joined to the selected lesion or the start of a new one."""

        def edit(session: Session, volume: Volume, lesion: Lesion) -> Edit:
            before = session.masks.get(lesion.mask) if lesion.mask is not None else None
            return put_mask(lesion, joined(before, shape(volume, session.view)), session.masks, volume.series_uid)

        self._edited(edit)

    def _edited(self, edit: Callable[[Session, Volume, Lesion], Edit]) -> None:
        """One step on the selected lesion, or on a new one of the level at the crosshair."""
        session = self._bridge.session
        if session is None or session.volume is None:
            return
        volume, marked = session.volume, list[Lesion]()

        def make() -> Edit:
            check_frame(session, volume)
            check_stretch(session, volume, session.view.crosshair_mm)
            marked.append(stamped(session, volume, lesion_to_mark(session, session.view.crosshair_mm)))
            return edit(session, values_canvas(session, volume), marked[0])

        if self._tried(make):
            self._bridge.look(self._panel, selected=("lesion", marked[0].id))

    def _ask_import(self) -> None:
        ask_labels(self._panel, translate("LesionsPanel", "Import lesions"), self.import_from)

    def import_from(self, path: Path) -> None:
        """Every label of a mask becomes a lesion of the level it lies in; one step."""
        session = self._bridge.session
        volume = session.volume if session is not None else None
        if session is None or volume is None:
            return

        def take(source: LabelSource) -> None:
            if self._bridge.session is session:
                self._tried(lambda: imported_lesions(session, source, canvas_of(session, volume)))

        def failed(error: Exception) -> None:
            if not isinstance(error, SpineplanError):
                raise error
            self._bridge.message.emit(error.for_the_user)

        title = translate("LesionsPanel", "Reading {name}").format(name=path.name)
        self._bridge.jobs.start(title, lambda _progress: read_labels(path), take, failed)

    def _tried(self, make: Callable[[], Edit]) -> bool:
        """Make an edit and apply it; a refusal becomes a message."""
        try:
            made = make()
        except SpineplanError as error:
            self._bridge.message.emit(error.for_the_user)
            return False
        return self._bridge.apply(made, self._panel) is not None
