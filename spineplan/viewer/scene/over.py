"""What Qt draws over the 3-D picture: names, flags, legends, letters and the cube."""

from PySide6.QtGui import QPainter

from spineplan.geometry.view_plane import ViewPlane
from spineplan.render.scene_camera import SceneCamera
from spineplan.render.scene_shapes import level_labels
from spineplan.viewer.overlays.comment_pins import draw_flags, flags
from spineplan.viewer.overlays.compared_needles import draw_legend
from spineplan.viewer.overlays.margin_legend import draw_margin_legend
from spineplan.viewer.pane_view import PaneView
from spineplan.viewer.scene.contents import SceneContents
from spineplan.viewer.scene.drawing import draw_cube, draw_labels, draw_letters, label_words, picture_words
from spineplan.viewer.scene.source import SceneSource
from spineplan.viewer.theme import scaled


def what_it_is(source: SceneSource, eye: PaneView, contents: SceneContents) -> str:
    """For the title: how the series is shown."""
    if source.image is None:
        return ""
    if contents.shows_labels:
        return label_words(eye.view.labels.isolated)
    return picture_words(source.image.is_ct, eye.view.scene_preset, source.surface is not None)


def paint_over(
    painter: QPainter, plane: ViewPlane, camera: SceneCamera, eye: PaneView, contents: SceneContents
) -> None:
    """Names and flags only where the plan's points mean something on the series that is shown."""
    session = eye.session
    if session is not None and eye.in_plan_space:
        alone = session.view.labels.isolated if contents.shows_labels else ""
        names = [label for label in level_labels(session.plan, plane) if alone in ("", label.level)]
        draw_labels(painter, tuple(names))
        draw_flags(painter, flags(session.plan, plane, through=True), session.view.comment)
        if session.view.compared is not None:
            draw_legend(painter, plane.height_px * 0.5 + scaled(18), session.view.compared)
    draw_margin_legend(painter, plane, session if eye.in_plan_space else None)
    draw_letters(painter, plane)
    draw_cube(painter, camera, plane)
