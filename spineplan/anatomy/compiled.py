"""One way to compile a kernel: cached on disk, without the interpreter lock.

Importing this imports numba (seconds), so only the modules that find and segment vertebrae do.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """The function as machine code; divisions follow numpy (no exception on zero)."""
    return cast("F", numba.njit(cache=True, nogil=True, error_model="numpy")(function))
