"""Worker of bench/mpr.py: napari's slice change. Runs in napari's own environment; arguments as in mpr_ours.py."""

import json
import sys
import time

import napari
import numpy as np
from qtpy.QtWidgets import QApplication

path, spacing, size, frames = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3], int(sys.argv[4])
width, height = (int(n) for n in size.split("x"))
viewer = napari.Viewer(show=True)
viewer.add_image(np.load(path), scale=spacing[::-1], contrast_limits=(-650, 1350))
canvas = viewer.window._qt_viewer.canvas.native
canvas.setFixedSize(width, height)
QApplication.processEvents()
middle = viewer.dims.nsteps[0] // 2
times = []
for n in range(-3, frames):
    began = time.perf_counter()
    viewer.dims.set_current_step(0, middle + n - frames // 2)
    canvas.repaint()
    QApplication.processEvents()
    if n >= 0:
        times.append((time.perf_counter() - began) * 1000.0)
print(json.dumps({"scroll": times}))
viewer.close()
