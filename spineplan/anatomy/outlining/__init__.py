"""Each vertebra, its parts and the canal beside it, from its two discs."""
