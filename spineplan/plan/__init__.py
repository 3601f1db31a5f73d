"""What the doctor decided: one immutable value, the edits that change it, and their history. LPS millimetres."""
