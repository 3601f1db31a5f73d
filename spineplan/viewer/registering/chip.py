"""What a pane says of how its series lies to the plan."""

from dataclasses import dataclass

from spineplan.plan.model import Registration
from spineplan.session.registering import registration_of, standing_of
from spineplan.session.session import Session
from spineplan.viewer.pane_view import PaneView
from spineplan.viewer.words import tr


@dataclass(frozen=True)
class Chip:
    """words, and whether they warn."""

    words: str
    warns: bool = True


def registration_chip(eye: PaneView) -> Chip | None:
    """None for a series of the plan's own frame of reference."""
    session = eye.session
    scanned = session.volumes.get(eye.series_uid) if session is not None else None
    if session is None or scanned is None:
        return None
    used = eye.registration
    if used is not None:
        stretch = eye.stretch
        if stretch is not None and not stretch.holds(eye.view.crosshair_mm):
            return Chip(tr("registered for {levels} only: not here").format(levels=used.range_words))
        return Chip(confirmed_words(used), bool(used.warning))
    if eye.in_plan_space:
        return _laid_over(eye, session)
    found = registration_of(session.plan, scanned)
    state = standing_of(session.plan, found) if found is not None else "open"
    if state == "stale":
        return Chip(tr("registration out of date: the levels changed"))
    if state == "proposed":
        return Chip(tr("registration proposed: look and confirm"))
    return Chip(tr("not registered") if not eye.linked else tr("not registered to the plan"))


def _laid_over(eye: PaneView, session: Session) -> Chip | None:
    """On the plan's own images while others are drawn over them, or in their place."""
    view = session.view
    other = session.volumes.get(view.overlaid_uid) if view.overlaid != "off" and not eye.compare else None
    found = registration_of(session.plan, other) if other is not None else None
    if other is None or found is None or found.plan_from_series is None:
        return None
    name = other.description or other.modality
    if standing_of(session.plan, found) == "confirmed":
        return Chip(tr("{series} shown over it, registered").format(series=name), False)
    return Chip(tr("{series} shown over it, not confirmed").format(series=name))


def confirmed_words(used: Registration) -> str:
    """Who vouches for it, for which levels, how well the points meet."""
    words = tr("registered, confirmed by {who}, {levels} only").format(who=used.confirmed_by, levels=used.range_words)
    return f"{words}, {used.mean_mm:.1f} mm" if used.mean_mm is not None else words
