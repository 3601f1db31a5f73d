"""The colours of pictures by name, from the one token file; for everything that draws without Qt."""

from functools import cache

import msgspec

from spineplan.resource_files import resource

Rgb8 = tuple[int, int, int]
Rgb = tuple[float, float, float]


class _TokenFile(msgspec.Struct, frozen=True):
    shared: dict[str, str]
    themes: dict[str, dict[str, str]]


@cache
def _tokens() -> _TokenFile:
    return msgspec.json.decode(resource("style/tokens.json").read_bytes(), type=_TokenFile)


def hex_token(name: str, theme: str = "dark") -> str:
    """A token as "#RRGGBB". Raises KeyError for an unknown one."""
    shared = _tokens().shared
    return shared[name] if name in shared else _tokens().themes[theme][name]


def rgb8(name: str, theme: str = "dark") -> Rgb8:
    """A token as 0..255."""
    return hex_rgb8(hex_token(name, theme))


def rgb(name: str, theme: str = "dark") -> Rgb:
    """A token as 0..1, as VTK wants it."""
    return unit_rgb(rgb8(name, theme))


def hex_rgb8(code: str) -> Rgb8:
    """ "#RRGGBB" as 0..255."""
    return (int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16))


def unit_rgb(colour: Rgb8) -> Rgb:
    """0..255 as 0..1."""
    return (colour[0] / 255.0, colour[1] / 255.0, colour[2] / 255.0)
