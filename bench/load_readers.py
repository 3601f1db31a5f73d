"""One DICOM reader, once, in a process of its own: `python load_readers.py NAME FOLDER` prints
{"s", "peak_mib", "shape", "mean"}. Imports are not counted; finding and sorting the files is, for everybody.

Runs in any peer's environment: nothing but the standard library and the reader itself is imported.
"""

import importlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

KEPT: list[Any] = []
"""Owners of the memory that the array views look at."""


def read_spineplan(folder: Path) -> Callable[[], Any]:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from spineplan.dicom.index import scan
    from spineplan.dicom.read import read_volume

    importlib.import_module("imagecodecs").jpeg8_decode  # noqa: B018 - imported before the clock, as for the others

    def read() -> Any:
        entries = [entry for entry in scan(folder).series if entry.loadable]
        return read_volume(max(entries, key=lambda entry: entry.slices)).array_kji

    return read


def read_simpleitk(folder: Path) -> Callable[[], Any]:
    import SimpleITK as sitk

    def read() -> Any:
        reader = sitk.ImageSeriesReader()
        reader.SetFileNames(sitk.ImageSeriesReader.GetGDCMSeriesFileNames(str(folder)))
        KEPT.append(reader.Execute())
        return sitk.GetArrayViewFromImage(KEPT[-1])

    return read


def read_itk(folder: Path) -> Callable[[], Any]:
    import itk

    itk.GDCMImageIO, itk.GDCMSeriesFileNames, itk.Image, itk.ImageSeriesReader  # noqa: B018 - loads the lazy modules

    def read() -> Any:
        names = itk.GDCMSeriesFileNames.New(Directory=str(folder))
        files = names.GetFileNames(names.GetSeriesUIDs()[0])
        reader = itk.ImageSeriesReader[itk.Image[itk.SS, 3]].New(FileNames=files, ImageIO=itk.GDCMImageIO.New())
        reader.Update()
        KEPT.append(reader)
        return itk.array_view_from_image(reader.GetOutput())

    return read


def read_vtk(folder: Path) -> Callable[[], Any]:
    from vtkmodules.util.numpy_support import vtk_to_numpy
    from vtkmodules.vtkIOImage import vtkDICOMImageReader

    def read() -> Any:
        reader = vtkDICOMImageReader()
        reader.SetDirectoryName(str(folder))
        reader.Update()
        image = reader.GetOutput()
        KEPT.append(image)
        return vtk_to_numpy(image.GetPointData().GetScalars()).reshape(image.GetDimensions()[::-1])

    return read


def read_slicer(folder: Path) -> Callable[[], Any]:
    import slicer
    from vtkmodules.util.numpy_support import vtk_to_numpy

    def read() -> Any:
        scene = slicer.vtkMRMLScene()
        volume = scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode")
        storage = scene.AddNewNodeByClass("vtkMRMLVolumeArchetypeStorageNode")
        storage.SetFileName(str(min(folder.iterdir())))
        storage.SetSingleFile(False)
        if not storage.ReadData(volume):
            raise RuntimeError("not read")
        image = volume.GetImageData()
        KEPT.append(image)
        return vtk_to_numpy(image.GetPointData().GetScalars()).reshape(image.GetDimensions()[::-1])

    return read


def read_mitk(folder: Path) -> Callable[[], Any]:
    import mitk
    import numpy as np

    return lambda: np.asarray(mitk.IOUtil.load(str(min(folder.iterdir())))[0])


def read_pydicom(folder: Path) -> Callable[[], Any]:
    import numpy as np
    import pydicom

    importlib.import_module("pydicom.pixels")

    def read() -> Any:
        slices = sorted((pydicom.dcmread(file) for file in folder.iterdir()), key=lambda s: s.ImagePositionPatient[2])
        return np.stack(
            [(s.pixel_array * float(s.RescaleSlope) + float(s.RescaleIntercept)).astype(np.int16) for s in slices]
        )

    return read


def read_dcm2niix(folder: Path) -> Callable[[], Any]:
    import subprocess

    import numpy as np
    from dcm2niix import bin as program

    def read() -> Any:
        with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as out:
            subprocess.run([program, "-z", "n", "-b", "n", "-o", out, str(folder)], check=True, capture_output=True)
            data = bytearray(max(Path(out).glob("*.nii"), key=lambda file: file.stat().st_size).read_bytes())
        i, j, k = (int(n) for n in np.frombuffer(data, "<i2", 3, 42))
        slope, intercept = np.frombuffer(data, "<f4", 2, 112)
        array = np.frombuffer(data, "<i2", i * j * k, 352).reshape(k, j, i)
        if slope == 1 and intercept == int(intercept):
            array += np.int16(intercept)
        return array

    return read


READERS: dict[str, Callable[[Path], Callable[[], Any]]] = {
    "spineplan": read_spineplan,
    "SimpleITK": read_simpleitk,
    "vtk": read_vtk,
    "itk": read_itk,
    "slicer-core": read_slicer,
    "mitk-python": read_mitk,
    "dcm2niix": read_dcm2niix,
    "pydicom": read_pydicom,
}


def peak_mib() -> float:
    """Highest resident memory of this process; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count what the parent had before it started us
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) / 1024.0 for line in lines if line.startswith("VmHWM"))
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024.0)


def main() -> None:
    name, folder = sys.argv[1], Path(sys.argv[2])
    shown = os.dup(1)
    os.dup2(2, 1)  # some libraries chat on stdout
    read = READERS[name](folder)
    started = time.perf_counter()
    array = read()
    seconds = time.perf_counter() - started
    peak = peak_mib()
    document = {"s": seconds, "peak_mib": peak, "shape": list(array.shape), "mean": float(array.mean())}
    os.write(shown, json.dumps(document).encode())
    os._exit(0)  # a peer's crash while it takes itself down is not its loading time


if __name__ == "__main__":
    main()
