"""What a signature is bound to: the plan's content without the talk about it."""

import hashlib

import msgspec
from msgspec.structs import replace

from spineplan.plan.model import Plan


def signed_content(plan: Plan) -> Plan:
    """The plan without comments, opinions, signatures and reopenings: what a signer vouches for."""
    return replace(plan, comments=(), opinions=(), signatures=(), reopenings=())


def content_digest(plan: Plan) -> str:
    """sha256 of the signed content, 64 hex digits; masks count by their own hashes."""
    return hashlib.sha256(msgspec.json.encode(signed_content(plan))).hexdigest()
