"""One panel per stage of the road: one column, big numbers, no nested tabs."""
