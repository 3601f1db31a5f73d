"""The TotalSegmentator runner against a stand-in that obeys its command line."""

import stat
import sys
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from spineplan.anatomy.importing.labels import import_labels
from spineplan.anatomy.label_map import LabelMap
from spineplan.errors import Cancelled, ImageRefused
from spineplan.exchange import total_segmentator as runner
from spineplan.exchange.total_segmentator import HOW_TO_INSTALL, installed, run_total_segmentator
from spineplan.session.jobs import Progress
from tests.support.label_spines import ct

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script with a #! line")

STAND_IN = """#!{python}
import argparse, json, os, subprocess, sys, time
parser = argparse.ArgumentParser()
parser.add_argument("-i", dest="input", required=True)
parser.add_argument("-o", dest="output", required=True)
parser.add_argument("-ml", "--ml", action="store_true")
parser.add_argument("-f", "--fast", action="store_true")
parser.add_argument("-ta", "--task", choices=["total", "total_mr", "vertebrae_mr", "vertebrae_body"], default="total")
parser.add_argument("-d", "--device", choices=["gpu", "cpu", "mps"], default="gpu")
parser.add_argument("-rs", "--roi_subset", nargs="+")
args = parser.parse_args()
print("\\nIf you use this tool please cite: https://pubs.rsna.org/doi/10.1148/ryai.230024\\n", flush=True)
{body}
"""

SEGMENT = """
import nibabel as nib, numpy as np
image = nib.load(args.input)
assert args.ml and args.device == "cpu"
print("Resampling...\\n  Resampled in 0.19s", flush=True)
for part in (1, 2):
    print(f"Predicting part {part} of 2 ...", flush=True)
    for done in (0, 50, 100):
        print(f"{done:3d}%|#####     | {done}/100 [00:00<00:00, 9it/s]", end="\\r", file=sys.stderr, flush=True)
        time.sleep(0.25)
print("  Predicted in 1.1s\\nSaving segmentations...", flush=True)
hu = np.asarray(image.dataobj)
names = {27: "vertebrae_L5", 28: "vertebrae_L4", 52: "aorta"}
if args.roi_subset:
    names = {k: v for k, v in names.items() if v in args.roi_subset}
labels = np.zeros(hu.shape, np.uint8)
z = np.arange(hu.shape[2])[None, None]
for number, (low, high) in {27: (45, 54), 28: (58, 67), 52: (20, 25)}.items():
    if number in names:
        labels[(hu > 200) & (z >= low) & (z < high)] = number
out = nib.Nifti1Image(labels, image.affine)
table = "".join(f'<Label Key="{k}"><![CDATA[{v}]]></Label>' for k, v in names.items())
out.header.extensions.append(nib.nifti1.Nifti1Extension(0, f"<LabelTable>{table}</LabelTable>".encode()))
nib.save(out, args.output)
print("  Saved in 0.01s", flush=True)
"""

HANG = """
stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
child = subprocess.Popen([sys.executable, "-c", stubborn])
open(os.environ["STAND_IN_PIDS"], "w").write(f"{os.getpid()} {child.pid}")
print("Predicting part 1 of 5 ...", flush=True)
time.sleep(60)
"""

FAIL = 'print("RuntimeError: not enough memory", file=sys.stderr); sys.exit(3)'
NOTHING = 'print("done")'


def stand_in(folder: Path, body: str) -> str:
    path = folder / "TotalSegmentator"
    path.write_text(STAND_IN.replace("{python}", sys.executable).replace("{body}", body))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def nothing(done: float | None, text: str) -> None:
    """No one watches."""


def test_that_its_absence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert installed() is None
    with pytest.raises(ImageRefused, match="pip install TotalSegmentator") as refused:
        run_total_segmentator(ct(), nothing)
    assert str(refused.value) == HOW_TO_INSTALL


def test_that_it_is_found_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert installed() is None
    assert stand_in(tmp_path, NOTHING) == installed()


def test_that_labels_come_back_with_progress(tmp_path: Path) -> None:
    seen: list[tuple[float | None, str]] = []
    images = ct()
    source = run_total_segmentator(images, lambda done, text: seen.append((done, text)), stand_in(tmp_path, SEGMENT))
    found = import_labels(source, images)
    assert isinstance(found, LabelMap)
    assert found.numbering == "totalsegmentator_v2"
    assert [level.name for level in found.levels] == ["L4", "L5"]
    assert np.all(images.array_kji[found.levels[0].mask.full()] > 200)
    shares = [done for done, _ in seen if done is not None]
    assert shares == sorted(shares)
    assert any(0.1 < share < 0.95 for share in shares)
    texts = list(dict.fromkeys(text for _, text in seen))
    assert texts[0] == "Writing the images"
    assert "Segmenting, part 1 of 2" in texts
    assert "Segmenting, part 2 of 2" in texts


def test_that_only_the_classes_asked_for_are_segmented(tmp_path: Path) -> None:
    program = stand_in(tmp_path, SEGMENT)
    source = run_total_segmentator(ct(), nothing, program, fast=True, classes=("vertebrae_L5", "vertebrae_L4"))
    assert sorted(label.name for label in source.declared.values()) == ["vertebrae_L4", "vertebrae_L5"]


@pytest.mark.parametrize(("body", "words"), [(FAIL, r"exit code 3\): RuntimeError"), (NOTHING, "without labels")])
def test_that_its_failure_is_one_sentence(tmp_path: Path, body: str, words: str) -> None:
    with pytest.raises(ImageRefused, match=words):
        run_total_segmentator(ct(), nothing, stand_in(tmp_path, body))


def test_that_a_program_that_cannot_start_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "TotalSegmentator"
    path.write_bytes(b"\x7fnot a program")
    path.chmod(0o755)
    with pytest.raises(ImageRefused, match="cannot be started"):
        run_total_segmentator(ct(), nothing, str(path))


def test_that_cancel_ends_the_program_and_its_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "GRACE_S", 0.5)
    pids = tmp_path / "pids"
    monkeypatch.setenv("STAND_IN_PIDS", str(pids))
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    progress = Progress()

    def step(done: float | None, text: str) -> None:
        if text.startswith("Segmenting"):
            progress.cancel()
        progress.step(done, text)

    with pytest.raises(Cancelled):
        run_total_segmentator(ct(), step, stand_in(tmp_path, HANG))
    alive = [int(pid) for pid in pids.read_text().split()]
    assert len(alive) == 2
    until = time.monotonic() + 5.0
    while time.monotonic() < until and any(_runs(pid) for pid in alive):
        time.sleep(0.02)
    assert [pid for pid in alive if _runs(pid)] == []
    assert list(temporary.iterdir()) == []


def _runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
