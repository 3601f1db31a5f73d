"""How far a number can be trusted: the tag that every row of the catalogues carries."""

_WORDS = {
    "V": "read in its source",
    "V2": "read in a secondary source",
    "K": "textbook standard, source page not read",
    "K?": "unverified",
    "D": "derived",
    "CONV": "software convention, unverified",
}


def confidence_words(tag: str) -> str:
    """What a tag such as "V-55", "K?" or "CONV" means. Raises ValueError for a tag that is none."""
    kind = tag.partition("-")[0]
    if kind not in _WORDS:
        raise ValueError(f"{tag!r} is not a confidence tag")
    return _WORDS[kind]
