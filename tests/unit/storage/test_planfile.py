"""What is saved comes back, opens in other programs, and refuses to be anything else."""

import gzip
import json
import zipfile
from io import BytesIO
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
import SimpleITK
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from spineplan.errors import EditRefused, PlanRefused
from spineplan.geometry.affine import transform_points
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.plan.edits import Edit
from spineplan.plan.model import Plan
from spineplan.session.session import Session
from spineplan.storage.history import NO_HISTORY
from spineplan.storage.mask_file import decode_mask, encode_mask, place_of
from spineplan.storage.migrations import STEPS, VERSION, migrate
from spineplan.storage.planfile import decode_plan_file, encode_plan_file, load_plan, save_plan
from tests.support.full_plans import EDITS, GRID, ball, empty_plan, full_session
from tests.support.whole_plans import whole_session

DATA = Path(__file__).resolve().parents[2] / "data"
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


def test_that_everything_saved_comes_back(tmp_path: Path) -> None:
    session = full_session()
    masks = session.masks.used_by(session.committed)
    saved = save_plan(tmp_path / "p.spineplan", session.committed, masks, session.journal, PNG, who="reader")
    loaded = load_plan(tmp_path / "p.spineplan")
    assert loaded.plan == session.committed
    assert loaded.thumbnail_png == PNG
    assert loaded.history == saved.history
    assert loaded.history_problem is None
    assert loaded.file_sha256 == saved.file_sha256
    assert {sha: mask.sha256 for sha, mask in loaded.masks.items()} == {sha: sha for sha in masks}


@settings(max_examples=60)
@given(st.lists(EDITS, max_size=12))
def test_that_any_plan_comes_back_equal(edits: list[Edit]) -> None:
    session = Session(empty_plan(), who="reader")
    for edit in edits:
        try:
            session.apply(edit)
        except EditRefused:
            continue
    data, _ = encode_plan_file(session.committed, {}, NO_HISTORY.extended(session.journal))
    loaded = decode_plan_file(data)
    assert loaded.plan == session.committed
    assert [line.decoded_edit() for line in loaded.history.decoded()[:-1]] == [e.edit for e in session.journal]


def test_that_the_mask_lies_at_its_place_in_nibabel_and_in_simpleitk(tmp_path: Path) -> None:
    mask = ball((20, 30, 33), 6).tight()
    where = tmp_path / "m.nii.gz"
    where.write_bytes(encode_mask(mask))
    centre_lps = transform_points(GRID.lps_from_ijk, [33.0, 30.0, 20.0])
    image = nib.load(where)
    ijk = np.argwhere(np.asarray(image.dataobj) > 0).mean(axis=0)
    assert nib.affines.apply_affine(image.affine, ijk) == pytest.approx(centre_lps * [-1, -1, 1], abs=1e-3)
    itk = SimpleITK.ReadImage(str(where))
    kji = np.argwhere(SimpleITK.GetArrayFromImage(itk) > 0).mean(axis=0)
    assert itk.TransformContinuousIndexToPhysicalPoint(kji[::-1].tolist()) == pytest.approx(centre_lps, abs=1e-3)
    assert int(np.asarray(image.dataobj).sum()) == mask.count


@pytest.mark.parametrize("tilt_deg", [0.0, 17.0])
def test_that_a_mask_on_a_turned_grid_comes_back_exactly(tilt_deg: float) -> None:
    turn = np.radians(tilt_deg)
    affine = np.eye(4)
    affine[:3, :3] = np.array(
        [[0.7, 0.0, 0.0], [0.0, 0.7 * np.cos(turn), -1.1 * np.sin(turn)], [0.0, 0.7 * np.sin(turn), 1.1 * np.cos(turn)]]
    )
    affine[:3, 3] = (-100.0 / 3.0, 0.1, -7e3 / 9.0)
    voxels = np.zeros((5, 6, 7), dtype=np.bool_)
    voxels[1:4, 2:5, 3] = True
    mask = Mask(voxels, (2, 3, 4), Grid((20, 20, 20), affine)).tight()
    back = decode_mask(encode_mask(mask), place_of(mask), mask.sha256)
    assert back.start_kji == mask.start_kji == (3, 5, 7)
    assert np.array_equal(back.full(), mask.full())
    assert back.parent == mask.parent


def test_that_a_mask_with_another_hash_is_refused() -> None:
    mask, other = ball(radius=6).tight(), ball(radius=5).tight()
    with pytest.raises(PlanRefused, match="changed or damaged"):
        decode_mask(encode_mask(mask), place_of(mask), other.sha256)


def test_that_a_plan_naming_a_missing_mask_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused, match="not there"):
        save_plan(tmp_path / "p.spineplan", full_session().committed, {})
    assert list(tmp_path.iterdir()) == []


def test_that_the_same_masks_written_twice_are_the_same_bytes() -> None:
    assert encode_mask(ball().tight()) == encode_mask(ball().tight())


def test_that_a_newer_version_is_refused_naming_both_versions(tmp_path: Path) -> None:
    changed = _with_document(_bytes(), version=VERSION + 4, app_version="9.9.1")
    with pytest.raises(PlanRefused, match=rf"9\.9\.1 in version {VERSION + 4} .* up to version {VERSION}\."):
        decode_plan_file(changed)


@pytest.mark.parametrize("fields", [{"more": 1}, {"masks": {}}, {"version": 0}, {"version": True}, {"format": "other"}])
def test_that_a_document_beyond_the_format_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(PlanRefused):
        decode_plan_file(_with_document(_bytes(), **fields))


def test_that_a_changed_plan_is_refused() -> None:
    document = json.loads(_entries(_bytes())["plan.json"])
    document["plan"]["needles"][0]["entry_mm"][0] += 10.0
    with pytest.raises(PlanRefused, match="changed or damaged outside"):
        decode_plan_file(_rezipped(_bytes(), {"plan.json": json.dumps(document).encode()}))


def test_that_no_sentence_names_the_patient() -> None:
    with pytest.raises(PlanRefused) as refusal:
        decode_plan_file(_with_document(_bytes(), history_head=1))
    assert "Rossi" not in str(refusal.value)


def test_that_a_missing_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused, match="cannot be read"):
        load_plan(tmp_path / "nothing.spineplan")


def test_that_the_frozen_file_of_version_1_still_opens() -> None:
    loaded = load_plan(DATA / "plan_version_1.spineplan")
    assert loaded.written_version == 1
    assert loaded.history_problem is None
    plan = loaded.plan
    assert [level.name for level in plan.levels] == ["L3", "L4"]
    assert plan.needles[0].target_mm == (2.0, -5.0, -777.0)
    assert plan.lesions[0].mask is not None
    assert loaded.masks[plan.lesions[0].mask.sha256].count == ball().count
    assert [line.label for line in loaded.history.decoded()] == [
        "Mark L3", "Mark L4", "Mark lesion L3", "Place needle L3 left", "Cement L3", "Checklist item 2",
        "Undo Checklist item 2", "Redo Checklist item 2", "Notes", "Save",
    ]  # fmt: skip


def test_that_the_frozen_file_of_version_2_still_holds_everything() -> None:
    loaded = load_plan(DATA / "plan_version_2.spineplan")
    assert loaded.written_version == 2
    assert loaded.history_problem is None
    assert loaded.plan == whole_session().plan
    assert set(loaded.masks) == {ref.sha256 for ref in loaded.plan.mask_refs()}
    assert len(loaded.masks) == 4


def test_that_migrations_run_in_order_up_to_the_present() -> None:
    steps = {
        2: lambda d: {**d, "renamed": d["old"], "trail": [2]},
        3: lambda d: {**d, "trail": [*d["trail"], 3]},
    }
    assert migrate({"version": 1, "old": 5}, steps, 3) == {"version": 3, "old": 5, "renamed": 5, "trail": [2, 3]}
    assert migrate({"version": 3, "old": 5}, steps, 3) == {"version": 3, "old": 5}


def test_that_every_past_version_has_its_step_and_its_frozen_file() -> None:
    assert sorted(STEPS) == list(range(2, VERSION + 1))
    for version in range(1, VERSION + 1):
        assert load_plan(DATA / f"plan_version_{version}.spineplan").written_version == version


def _bytes() -> bytes:
    session = full_session()
    history = NO_HISTORY.extended(session.journal)
    return encode_plan_file(session.committed, session.masks.used_by(session.committed), history, PNG)[0]


def _entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _rezipped(data: bytes, changed: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (_entries(data) | changed).items():
            archive.writestr(name, content)
    return out.getvalue()


def _with_document(data: bytes, **fields: object) -> bytes:
    """The file with other fields in plan.json; the plan's own bytes, which the digest covers, stay."""
    text = _entries(data)["plan.json"].decode()
    head, plan = text[: text.index('"plan":')], text[text.index('"plan":') :]
    document = json.loads(head.rstrip(",") + "}") | fields
    changed = json.dumps(document)[:-1] + "," + plan
    return _rezipped(data, {"plan.json": changed.encode()})


def test_that_the_digest_covers_the_plan_and_only_the_plan() -> None:
    assert decode_plan_file(_with_document(_bytes(), app_version="0.0.9")).plan == full_session_plan()


def full_session_plan() -> Plan:
    return replace(full_session().committed)


def test_that_masks_are_gzipped_nifti() -> None:
    names = [name for name in _entries(_bytes()) if name.startswith("masks/")]
    assert len(names) == 1
    assert gzip.decompress(_entries(_bytes())[names[0]])[344:348] == b"n+1\0"


def test_that_a_file_that_could_not_be_opened_again_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.spineplan"
    with pytest.raises(PlanRefused, match="more than a plan file can; it was not saved"):
        save_plan(path, empty_plan(), {}, thumbnail_png=PNG + bytes(5 << 20))
    session = full_session()
    monkeypatch.setattr("spineplan.storage.planfile.MOST_VOXELS", 100)
    with pytest.raises(PlanRefused, match="masks of the plan are larger"):
        save_plan(path, session.plan, session.masks.used_by(session.plan))
    assert list(tmp_path.iterdir()) == []
