"""Planning workstation for percutaneous treatment of spine metastases."""

import os

__version__ = "0.1.0"

# Before numpy is loaded: its products here are of arrays three columns wide, which the threads of BLAS only make
# slower (on a busy machine thirty times) while they take the cores from what does run side by side.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
