"""From real values to grey: windows, presets and the automatic window."""

from functools import cache

import msgspec
import numpy as np
import numpy.typing as npt

from spineplan.imaging.volume import Volume, Window
from spineplan.resource_files import resource

TOP = 99.0
TOP_OF = {"MR": 98.0, "NM": 99.9, "PT": 99.9}
"""By modality: on MR marrow would be black beside the fluid above it; on a scan, bone of normal uptake takes more than
one per cent and must not be as white as what is hotter."""


class GreyScale(msgspec.Struct, frozen=True):
    """Stored value -> grey level (stored - low) * gain, held within 0..255."""

    low: float
    gain: float


class WindowPreset(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named window in HU."""

    name: str
    width: float
    centre: float

    @property
    def window(self) -> Window:
        """As a display window."""
        return Window(self.width, self.centre)


@cache
def presets() -> tuple[WindowPreset, ...]:
    """CT windows in the order of the keys 1, 2, 3 ..."""
    return msgspec.json.decode(resource("style/windows.json").read_bytes(), type=tuple[WindowPreset, ...])


def grey_scale(volume: Volume, window: Window) -> GreyScale:
    """Linear window function: DICOM PS3.3 C.11.2.1.2.1 for integers such as HU, C.11.2.1.3.2 for scaled reals."""
    integers = volume.value_scale == 1.0 and window.width > 1.0
    low = window.centre - 0.5 - (window.width - 1.0) / 2.0 if integers else window.centre - window.width / 2.0
    width = max(window.width - 1.0 if integers else window.width, 1e-6)
    return GreyScale((low - volume.value_offset) / volume.value_scale, 255.0 / width * volume.value_scale)


def auto_window(volume: Volume, values: npt.NDArray[np.int16] | None = None) -> Window:
    """Window from the 1st percentile of stored values (a picture's, or a sparse sample of the volume) to the one near
    their top that suits the modality."""
    stored = volume.array_kji[::4, ::4, ::4] if values is None else values
    stored = stored.ravel()
    if volume.padding_value is not None:
        stored = stored[stored != volume.padding_value]
    if volume.modality == "CT":
        stored = stored[stored > -900]
    if stored.size == 0:
        return Window(1.0, 0.0)
    ends = (1.0, TOP_OF.get(volume.modality, TOP))
    low, high = np.percentile(stored, ends) * volume.value_scale + volume.value_offset
    return Window(max(float(high - low), 1.0 if volume.value_scale == 1.0 else 1e-6), float(low + high) / 2.0)


def first_window(volume: Volume) -> Window:
    """What a series is shown with first: CT as bone, others as their header says; automatically where it says nothing,
    or what would show all of the series black or all of it white."""
    if volume.modality == "CT":
        return presets()[0].window
    own = auto_window(volume)
    apart = (abs(said.centre - own.centre) > (said.width + own.width) / 2.0 for said in volume.windows[:1])
    return own if any(apart) or not volume.windows else volume.windows[0]
