"""The compiled kernels, once they are ready; pictures do not wait for them."""

import threading
from importlib import import_module
from types import ModuleType

_ready: list[ModuleType] = []
_lock = threading.Lock()


def compiled() -> ModuleType | None:
    """`slice_kernels` when it has been compiled, else None (numpy draws meanwhile)."""
    return _ready[0] if _ready else None


def warm_up() -> None:
    """Compile the kernels or load them from the cache; takes seconds, call it off the main thread."""
    with _lock:
        if not _ready:
            _ready.append(import_module("spineplan.render.slice_kernels"))


def start_warm_up() -> threading.Thread:
    """`warm_up` on a thread of its own, for the time after the first paint."""
    thread = threading.Thread(target=warm_up, name="spineplan-kernels", daemon=True)
    thread.start()
    return thread
