"""When a program's main window is on the screen and painted, seen from outside through the X server."""

import ctypes
import ctypes.util

IS_VIEWABLE = 2
Z_PIXMAP = 2
ALL_PLANES = 0xFFFFFFFF
MAIN_WINDOW_PX = (700, 450)
"""A splash screen or a tooltip is smaller than this in one direction."""


class _Attributes(ctypes.Structure):
    _fields_ = [
        *[(name, ctypes.c_int) for name in ("x", "y", "width", "height", "border_width", "depth")],
        ("visual", ctypes.c_void_p),
        ("root", ctypes.c_ulong),
        *[(name, ctypes.c_int) for name in ("window_class", "bit_gravity", "win_gravity", "backing_store")],
        *[(name, ctypes.c_ulong) for name in ("backing_planes", "backing_pixel")],
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        *[(name, ctypes.c_int) for name in ("map_installed", "map_state")],
        *[(name, ctypes.c_long) for name in ("all_event_masks", "your_event_mask", "do_not_propagate_mask")],
        ("override_redirect", ctypes.c_int),
        ("screen", ctypes.c_void_p),
    ]


class Screen:
    """A connection to an X server that only looks."""

    def __init__(self, display: str) -> None:
        self._x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        for name, result in (("XOpenDisplay", ctypes.c_void_p), ("XDefaultRootWindow", ctypes.c_ulong)):
            getattr(self._x, name).restype = result
        self._x.XGetImage.restype = ctypes.c_void_p
        self._x.XGetPixel.restype = ctypes.c_ulong
        self._handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)
        self._x.XSetErrorHandler(self._handler)  # a window may close between two looks
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        if not self._display:
            raise RuntimeError(f"no X server answers on {display}")

    def main_window_is_painted(self) -> bool:
        """Whether a window of a main window's size is visible and shows more than one colour."""
        return any(self._is_main_and_painted(window) for window in self._top_windows())

    def close(self) -> None:
        """End the connection."""
        self._x.XCloseDisplay(self._display)

    def _top_windows(self) -> list[int]:
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        out = [ctypes.byref(v) for v in (root, parent, children, count)]
        if not self._x.XQueryTree(self._display, ctypes.c_ulong(self._x.XDefaultRootWindow(self._display)), *out):
            return []
        windows = [children[n] for n in range(count.value)]
        if windows:
            self._x.XFree(children)
        return windows

    def _is_main_and_painted(self, window: int) -> bool:
        seen = _Attributes()
        if not self._x.XGetWindowAttributes(self._display, ctypes.c_ulong(window), ctypes.byref(seen)):
            return False
        if seen.map_state != IS_VIEWABLE or seen.width < MAIN_WINDOW_PX[0] or seen.height < MAIN_WINDOW_PX[1]:
            return False
        return len(self._colours(seen)) > 2

    def _colours(self, seen: _Attributes) -> set[int]:
        """Colours along three rows and the diagonal of what the screen shows there."""
        root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        size = [ctypes.c_uint(seen.width), ctypes.c_uint(seen.height)]
        corner = [ctypes.c_int(max(0, seen.x)), ctypes.c_int(max(0, seen.y))]
        image = self._x.XGetImage(self._display, root, *corner, *size, ctypes.c_ulong(ALL_PLANES), Z_PIXMAP)
        if not image:
            return set()
        rows = (20, seen.height // 2, seen.height - 20)
        places = [(x, y) for y in rows for x in range(0, seen.width, 4)]
        places += [(n * seen.width // 200, n * seen.height // 200) for n in range(200)]
        colours = {self._x.XGetPixel(ctypes.c_void_p(image), x, y) for x, y in places}
        self._x.XDestroyImage(ctypes.c_void_p(image))
        return colours
