"""The isthmus of a pedicle: where it is, its axis and its size."""
