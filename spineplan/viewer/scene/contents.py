"""What stands in the 3-D scene besides the patient: plan, treatment, other versions, outlined vertebrae, entries."""

from PySide6.QtCore import QObject

from spineplan.geometry.vectors import Point
from spineplan.geometry.view_plane import ViewPlane
from spineplan.plan.model import MaskRef
from spineplan.render.compared_shapes import compared_shapes
from spineplan.render.entry_shapes import entry_shapes
from spineplan.render.scene_labels import label_refs, label_shapes
from spineplan.render.scene_shapes import Crosshair, Shape, crosshair_shapes, plan_shapes
from spineplan.viewer.overlays.needle_ink import margin_token
from spineplan.viewer.pane_view import PaneView, shown_needle
from spineplan.viewer.scene.treatment_shapes import treatment_shapes
from spineplan.viewer.scene.vertebra_surfaces import VertebraSurfaces


class SceneContents:
    """Shapes of what the open plan holds, as far as it may be shown on the series seen."""

    def __init__(self, eye: PaneView, parent: QObject) -> None:
        self._eye = eye
        self.surfaces = VertebraSurfaces(eye.bridge, parent)

    @property
    def labels(self) -> dict[str, MaskRef]:
        """Outlines that may be seen here, by level or structure."""
        session, look = self._eye.session, self._eye.view.labels
        known = session is not None and self._eye.in_plan_space
        return label_refs(session.plan, look.hidden, look.isolated, look.structures) if session and known else {}

    @property
    def shows_labels(self) -> bool:
        """Whether the outlined vertebrae stand in for the patient."""
        return self._eye.view.scene_preset == "labels" and bool(self.labels)

    def shapes(self, crosshair: Crosshair, mm_per_px: float, cement: bool) -> tuple[Shape, ...]:
        """Everything to draw; cement: False while it is played over the picture."""
        from spineplan.render.scene_surface import mask_surface

        session, volume = self._eye.session, self._eye.volume
        if session is None or volume is None:
            return ()
        outlines = crosshair_shapes(crosshair, volume.grid, mm_per_px)
        if not self._eye.in_plan_space:
            return outlines
        shown = plan_shapes(session.plan, session.masks.used_by(session.plan), mask_surface, self._needle_tokens())
        treated = treatment_shapes(self._eye.bridge, session, cement=cement)
        compared = session.view.compared
        beside = compared_shapes(compared.older, compared.newer) if compared is not None else ()
        return (*shown, *treated, *beside, *self._vertebrae(), *self._entries(), *outlines)

    def label_at(self, plane: ViewPlane, x_px: float, y_px: float) -> tuple[str, Point] | None:
        """The vertebra under a logical pixel, and where (LPS) it is met; structures are looked through."""
        session = self._eye.session
        if session is None:
            return None
        from spineplan.render.label_surface import label_at

        levels = {level.name for level in session.plan.levels}
        seen = {name: session.masks.get(ref) for name, ref in self.labels.items() if name in levels}
        return label_at(seen, plane, x_px, y_px)

    def _needle_tokens(self) -> dict[str, str]:
        """Colours of needles whose margins are known."""
        session, safety = self._eye.session, self._eye.bridge.safety
        needles = session.plan.needles if session is not None else ()
        known = ((needle.id, safety.margins(needle)) for needle in needles)
        return {name: margin_token(margins.worst_mm) for name, margins in known if margins is not None}

    def _entries(self) -> tuple[Shape, ...]:
        """Skin entries coloured by their worst margin."""
        session = self._eye.session
        needle = shown_needle(session) if session is not None and session.view.entry_map else None
        found = self._eye.bridge.safety.entry_map(needle) if needle is not None else None
        return entry_shapes(found.skin_mm, found.worst_mm, id(found)) if found is not None else ()

    def _vertebrae(self) -> tuple[Shape, ...]:
        session = self._eye.session
        if session is None or not self.shows_labels:
            return ()
        shown = self.labels
        self.surfaces.want({ref.sha256: session.masks.get(ref) for ref in shown.values()})
        return label_shapes(session.plan, shown, self.surfaces.meshes)
