"""Back to a key image: from the plane that was kept to the view that shows it (pure)."""

from dataclasses import replace

import numpy as np

from spineplan.geometry.vectors import cross, point, vector
from spineplan.imaging.volume import Window
from spineplan.plan.model import KeyImage
from spineplan.session.view_state import PLANES, STRAIGHT, Frame, PaneCamera, PlaneName, ViewState

_SHOWS_ALL = ("four_up", "sagittal_first")


def plane_of(image: KeyImage) -> PlaneName:
    """The plane that a key image is nearest to: by the axis of the patient that its normal leans to."""
    normal = np.abs(cross(vector(image.right_lps), vector(image.down_lps)))
    names: tuple[PlaneName, ...] = ("sagittal", "coronal", "axial")
    return names[int(normal.argmax())]


def view_of(image: KeyImage, view: ViewState) -> ViewState:
    """The view with the key image's plane, place, scale, series and window in the pane that is nearest to it."""
    plane = plane_of(image)
    camera = PaneCamera(image.centre_mm, image.mm_per_px)
    window = Window(image.window_width, image.window_centre)
    return replace(
        view,
        crosshair_mm=image.centre_mm,
        frame=_frame(image, plane),
        series_uid=image.series_uid,
        cameras={**{name: view.cameras[name] for name in view.cameras if name not in PLANES}, plane: camera},
        windows={**view.windows, image.series_uid: window},
        slab_mode="off",
        layout=view.layout if view.layout in _SHOWS_ALL else "four_up",
        maximised=view.maximised if view.maximised == plane else None,
        selected=("key_image", image.id),
    )


def _frame(image: KeyImage, plane: PlaneName) -> Frame:
    """The crosshair's axes that give a pane this plane (see `resolve.screen_axes`)."""
    right, down = vector(image.right_lps), vector(image.down_lps)
    normal = cross(right, down)
    turned = {
        "axial": (right, down, normal),
        "sagittal": (-normal, right, -down),
        "coronal": (right, normal, -down),
    }[plane]
    frame = (point(turned[0]), point(turned[1]), point(turned[2]))
    return STRAIGHT if np.allclose(frame, STRAIGHT, atol=1e-9) else frame
