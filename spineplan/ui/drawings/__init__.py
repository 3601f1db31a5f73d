"""Pictures of numbers: board, scales, plots, clock face."""
