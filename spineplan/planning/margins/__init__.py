"""How far a needle is from everything, and how that is graded."""
