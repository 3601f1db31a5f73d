"""The loaded series of a patient by UID, also by the UID a plan knows them under."""

from typing import TypeVar

from spineplan.imaging.volume import Volume
from spineplan.plan.model import Plan, SeriesRef

T = TypeVar("T")


class SeriesVolumes(dict[str, Volume]):
    """A series that was stored again under another UID answers to the one in the plan too; listed, it is there once."""

    def __init__(self) -> None:
        super().__init__()
        self._known_as: dict[str, str] = {}

    def __missing__(self, series_uid: str) -> Volume:
        return super().__getitem__(self._known_as[series_uid])

    def get(self, series_uid: str, default: T | None = None) -> Volume | T | None:  # type: ignore[override]
        """The series of a UID, if it is loaded."""
        own = super().get(series_uid)
        return own if own is not None else super().get(self._known_as.get(series_uid, ""), default)

    def know(self, plan: Plan, series: SeriesRef) -> None:
        """Answer to the UIDs under which the plan has the very same instances."""
        for ref in (plan.reference, *plan.series):
            if ref.instances_digest == series.instances_digest != "" and ref.series_uid != series.series_uid:
                self._known_as[ref.series_uid] = series.series_uid
