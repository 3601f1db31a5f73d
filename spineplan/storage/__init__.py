"""Bytes on disk: the plan file with its masks and history, migrations, lock, autosave, library of recent files."""
