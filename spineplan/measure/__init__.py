"""What follows from a plan and its images: pure functions whose results are never stored."""
