"""A synthetic patient with known truth. Imports nothing of spineplan but errors and resource files."""

from spineplan.phantom.demo import Demo, write_demo
from spineplan.phantom.recipes import case_names, read_recipe
from spineplan.phantom.variants import VARIANTS

__all__ = ["VARIANTS", "Demo", "case_names", "read_recipe", "write_demo"]
