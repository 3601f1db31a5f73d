"""What a signature is bound to: the plan's content without the talk about it."""

import hashlib
from functools import cache

import msgspec
from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields, replace

from spineplan.plan.model import Plan


def signed_content(plan: Plan) -> Plan:
    """The plan without comments, opinions, signatures and reopenings: what a signer vouches for. Which further series
    were opened is left out too: a signed plan must stay open to a look at other images."""
    return replace(plan, series=(), comments=(), opinions=(), signatures=(), reopenings=())


def content_digest(plan: Plan) -> str:
    """sha256 of the signed content, 64 hex digits; masks count by their own hashes.

    Values that are the default of their field are left out, so that a field added later voids no signature.
    """
    return hashlib.sha256(msgspec.json.encode(_told(signed_content(plan)), order="sorted")).hexdigest()


def _told(value: object) -> object:
    """What a value says beyond its defaults."""
    if isinstance(value, Struct):
        said = {}
        for field in _fields(type(value)):
            held = getattr(value, field.name)
            if field.default is NODEFAULT or held != field.default:
                said[field.name] = _told(held)
        return said
    if isinstance(value, tuple):
        return [_told(one) for one in value]
    return value


@cache
def _fields(kind: type[Struct]) -> tuple[FieldInfo, ...]:
    return fields(kind)
