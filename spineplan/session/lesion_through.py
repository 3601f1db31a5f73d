"""Lesions marked on another series through a confirmed registration: they arrive on the grid of the plan's images."""

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from spineplan.errors import EditRefused
from spineplan.geometry.vectors import Vector
from spineplan.imaging.mask import Mask
from spineplan.imaging.mask_sampling import centres_mm, holds, resampled
from spineplan.imaging.volume import Volume
from spineplan.plan.model import Lesion, Registration
from spineplan.session.lesion_marking import Stroke, joined
from spineplan.session.registering import stretch_of, used_registration
from spineplan.session.session import Session
from spineplan.session.view_state import Brush


def through(session: Session, volume: Volume) -> Registration | None:
    """The registration through which a series is shown; None for images of the plan's own frame."""
    scanned = session.volumes.get(volume.series_uid)
    return used_registration(session.plan, scanned) if scanned is not None else None


def canvas_of(session: Session, volume: Volume) -> Volume:
    """The images whose grid keeps what is marked on a series: itself, or the plan's own where it is shown through a
    registration. Raises EditRefused when those are not open."""
    if through(session, volume) is None:
        return volume
    own = session.volumes.get(session.plan.reference.series_uid)
    if own is None:
        raise EditRefused("Open the plan's own images too: what is marked here is kept on them.")
    return own


def values_canvas(session: Session, volume: Volume) -> Volume:
    """The same for marks that follow the values of the images that keep them. Raises EditRefused where the limits were
    set on other images."""
    canvas = canvas_of(session, volume)
    if canvas is not volume and session.view.brush.limits is not None:
        raise EditRefused("The values that were set are those of these images; use the brush or grow a region here.")
    return canvas


def check_stretch(session: Session, volume: Volume, point_mm: Sequence[float] | Vector) -> None:
    """Raises EditRefused where the registration does not hold."""
    used = through(session, volume)
    stretch = stretch_of(session.plan, used) if used is not None else None
    if used is not None and (stretch is None or not stretch.holds(point_mm)):
        raise EditRefused(
            f"These images are registered for {used.range_words} only; register this level too, or mark the lesion on "
            "the plan's own images."
        )


def stamped(session: Session, volume: Volume, lesion: Lesion) -> Lesion:
    """The lesion with the registration it is being marked through, if any."""
    used = through(session, volume)
    if used is None or used.stamp in lesion.painted_through:
        return lesion
    return replace(lesion, painted_through=(*lesion.painted_through, used.stamp))


class Marking:
    """One stroke on a lesion, on whichever series is shown. `mask` lies on the canvas' grid."""

    def __init__(
        self,
        session: Session,
        volume: Volume,
        before: Mask | None,
        brush: Brush,
        normal_lps: Sequence[float] | Vector,
        erase: bool,
    ) -> None:
        self.canvas = canvas_of(session, volume)
        self._before, self._erase = before, erase
        self._moved = self.canvas is not volume
        if self._moved and before is not None and not before.parent.same_place(self.canvas.grid):
            raise EditRefused("The lesion was painted on another series; show that series to change it.")
        self._stroke = Stroke(
            volume,
            None if self._moved else before,
            replace_limits(brush) if self._moved and erase else brush,
            normal_lps,
            erase and not self._moved,
        )

    def add(self, point_mm: Sequence[float] | Vector) -> None:
        """Paint on to an LPS point."""
        self._stroke.add(point_mm)

    @property
    def mask(self) -> Mask:
        """The lesion as marked so far."""
        if not self._moved:
            return self._stroke.mask
        stroke = resampled(self._stroke.mask, self.canvas.grid)
        if not self._erase:
            return joined(self._before, stroke)
        return without(self._before, self._stroke.mask) if self._before is not None else stroke


def replace_limits(brush: Brush) -> Brush:
    """An eraser takes every value."""
    return Brush(brush.radius_mm, brush.three_d, None)


def without(mask: Mask, part: Mask) -> Mask:
    """A mask less the voxels whose centres lie in another one, on any grid of the same frame."""
    voxels = mask.voxels_kji.copy()
    voxels[mask.voxels_kji] = ~np.asarray(holds(part, centres_mm(mask)))
    return Mask(voxels, mask.start_kji, mask.parent).tight()
