"""Headless verbs, one file each; no Qt.

A verb is a module `spineplan/cli/<verb>.py` with `add_arguments(parser)` and `run(arguments) -> int | OpenWorkstation`,
named in `verbs.VERBS`; it is imported only when it is called.
"""
