"""Small pictures of a series for lists."""

from spineplan.geometry.vectors import INFERIOR, LEFT, POSTERIOR
from spineplan.geometry.view_plane import view_plane
from spineplan.imaging.volume import Volume
from spineplan.render.reslice import Picture, reslice
from spineplan.render.windowing import first_window


def thumbnail(volume: Volume, size_px: int = 96, sagittal: bool = False) -> Picture:
    """Square grey picture through the middle of a volume, all of it in sight: axial, or sagittal for spines."""
    right, down = (POSTERIOR, INFERIOR) if sagittal else (LEFT, POSTERIOR)
    extent_mm = max(
        float((volume.grid.corners_mm @ axis).max() - (volume.grid.corners_mm @ axis).min()) for axis in (right, down)
    )
    plane = view_plane(volume.grid.centre_mm, right, down, extent_mm / size_px, (size_px, size_px))
    return reslice(volume, plane, first_window(volume))
