"""What the panel says of a registration, in plain words."""

from PySide6.QtCore import QCoreApplication

from spineplan.plan.model import Registration
from spineplan.plan.registration import Standing
from spineplan.session.registering import lacking
from spineplan.ui.dates import shown_moment

CAUTION_MM, DANGER_MM = 3.0, 6.0
"""A pair that is left so far apart wants a look, or was clicked at the wrong place. [CONV]"""


def _tr(text: str) -> str:
    return QCoreApplication.translate("RegistrationSection", text)


def state_words(registration: Registration | None, now: Standing) -> str:
    """Where it stands."""
    if registration is None:
        return _tr("Not registered: these images have a frame of reference of their own and are shown apart.")
    if now == "stale":
        return _tr("Out of date: the levels, or the plan's images, changed since. Nothing is mapped by it.")
    if now == "confirmed":
        words = _tr("Confirmed by {who}, {when}. Holds for {levels} only.")
        return words.format(
            who=registration.confirmed_by,
            when=shown_moment(registration.confirmed_utc),
            levels=registration.range_words,
        )
    if now == "open":
        return lacking(registration)
    return _tr("Proposed for {levels}. Look at it over the plan's images, then confirm.").format(
        levels=registration.range_words
    )


def fit_words(registration: Registration) -> str:
    """How it was found, and how well its pairs meet."""
    how = {
        "levels": _tr("From the middles of bodies."),
        "points": _tr("From pairs of points."),
        "refined": _tr("Refined on the images."),
        "none": "",
    }[registration.method]
    if registration.mean_mm is None or registration.worst_mm is None:
        return how
    left = _tr("Pairs are left {mean:.1f} mm apart, at most {worst:.1f} mm.")
    return f"{how} {left.format(mean=registration.mean_mm, worst=registration.worst_mm)}"


def slip_words(registration: Registration, now: Standing) -> str:
    """What speaks against its level; or that nobody looked."""
    if registration.warning or now not in ("proposed", "confirmed"):
        return registration.warning
    if registration.method != "refined":
        return _tr("Whether it lies one level off was not tested: Refine compares it with the next levels.")
    return ""


def pair_state(off_mm: float) -> str:
    """How a pair is marked."""
    return "danger" if off_mm > DANGER_MM else "caution" if off_mm > CAUTION_MM else "ok"
