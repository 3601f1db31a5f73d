"""The report: its content as pure data, and its pages as PDF and HTML."""
