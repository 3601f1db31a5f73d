"""`make bench`: build the peers' environments, then every benchmark, one after the other.

    bench/everything.py [PATH]

PATH is a folder of DICOM slices; without it the synthetic patient is written and used.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.environments import ROOT, build_all

SCRIPTS_WITH_IMAGES = ("load.py", "mpr.py")
SCRIPTS = ("start.py", "phantom.py")


def demo_images(folder: Path) -> Path:
    """The CT of the synthetic patient."""
    subprocess.run([sys.executable, "-m", "spineplan", "demo", "--out", str(folder)], cwd=ROOT, check=True)
    return folder


def main() -> int:
    """Exit code 1 when a benchmark failed."""
    for peer in build_all():
        print(f"{peer} cannot be installed here; it is left out.", flush=True)
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        images = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else demo_images(Path(folder))
        commands = [[name, str(images)] for name in SCRIPTS_WITH_IMAGES if (ROOT / "bench" / name).exists()]
        for command in commands + [[name] for name in SCRIPTS]:
            print(f"== bench/{command[0]}", flush=True)
            done = subprocess.run([sys.executable, f"bench/{command[0]}", *command[1:]], cwd=ROOT, check=False)
            failed += [command[0]] if done.returncode else []
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
