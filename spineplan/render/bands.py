"""Rows of a picture shared out over the processor's cores."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise

WORKERS = max(min(os.cpu_count() or 1, 4), 1)
SMALL_PICTURE = 64
"""Below this many rows handing work over costs more than it saves."""


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max(WORKERS - 1, 1), thread_name_prefix="spineplan-slices")


def in_bands(draw: Callable[[int, int], None], rows: tuple[int, int]) -> None:
    """Call draw(first, last) for bands that cover the rows; the calls must not need the GIL to gain anything.

    The kernels are not compiled with numba's own threads: its default layer must not be entered by two threads, and
    searches run beside the pictures.
    """
    first, last = rows
    parts = WORKERS if last - first >= SMALL_PICTURE else 1
    edges = [first + (last - first) * part // parts for part in range(parts + 1)]
    others = [_pool().submit(draw, a, b) for a, b in pairwise(edges[1:])]
    draw(edges[0], edges[1])
    for other in others:
        other.result()
