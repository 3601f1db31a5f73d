"""Compiles the filling kernels: cached, without the interpreter lock, exact arithmetic (the same order every run)."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    import numba

    return cast("F", numba.njit(cache=True, nogil=True, error_model="numpy")(function))
