"""One way to compile a kernel: cached on disk, without the interpreter lock, numba imported only when asked for."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    import numba

    return cast("F", numba.njit(cache=True, nogil=True, fastmath=True, error_model="numpy")(function))
