"""One open patient: the plan and its history, what the eye looks at, background jobs. No Qt."""
