"""One call soon, however often it is asked for."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(owner: QObject, call: Callable[[], object], after_ms: int = 0) -> QTimer:
    """A timer of the owner: `start()` puts the call off until nothing asked for it any more for so long."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(after_ms)
    timer.timeout.connect(call)
    return timer
