"""Millimetres only: frames, affines, planes, angles. Patient space is LPS (+x left, +y posterior, +z superior)."""
