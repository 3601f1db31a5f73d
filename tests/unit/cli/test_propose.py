"""`spineplan propose` on files written for real."""

import json
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import pytest

from spineplan.cli.dispatch import dispatch
from spineplan.geometry.affine import LPS_FROM_RAS
from spineplan.imaging.nifti import write_nifti
from tests.support.planned import block, brute_clearance, canal, centres, grid, request, vertebra

LEVEL = ["--level", "L3", "--approach", "transpedicular"]


@pytest.fixture
def words(tmp_path: Path) -> list[str]:
    """[images, --labels, labels, --structures, structures with their names beside]."""
    write_nifti(request().volume, tmp_path / "ct.nii.gz")
    affine = LPS_FROM_RAS @ grid().lps_from_ijk
    labels = np.where(vertebra(), 22, 0).astype(np.uint8)
    structures = np.where(canal(), 1, 0) + np.where(block((-4, -50, -25), (12, -40, 25)), 2, 0)
    nib.save(nib.Nifti1Image(labels.T, affine), tmp_path / "labels.nii.gz")
    nib.save(nib.Nifti1Image(structures.astype(np.uint8).T, affine), tmp_path / "structures.nii.gz")
    (tmp_path / "structures.json").write_text(json.dumps({"1": "spinal canal", "2": "aorta"}), encoding="utf-8")
    files = [str(tmp_path / name) for name in ("ct.nii.gz", "labels.nii.gz", "structures.nii.gz")]
    return ["propose", files[0], "--labels", files[1], "--numbering", "verse", "--structures", files[2]]


def proposed(words: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert dispatch([*words, "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_that_json_keeps_its_contract(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    document = proposed([*words, *LEVEL, "--side", "left", "--gauge", "11", "--top", "2"], capsys)
    assert set(document) == {"candidates_searched", "search_s", "field_s", "proposals", "refused"}
    assert document["candidates_searched"] >= 100_000
    assert document["refused"] == []
    assert 1 <= len(document["proposals"]) <= 2
    for one in document["proposals"]:
        assert {
            "side", "skin_mm", "bone_entry_mm", "target_mm", "needle", "depth_skin_mm", "depth_bone_mm",
            "axial_angle_deg", "craniocaudal_angle_deg", "carm", "clearance_mm", "pedicle_grade", "envelope", "score",
            "reasons",
        } <= set(one)  # fmt: skip
        assert one["side"] == "left"
        assert one["bone_entry_mm"][0] > 0.0
        assert set(one["needle"]) == {"gauge", "od_mm", "length_mm"}
        assert one["needle"]["gauge"] == "11G"
        assert set(one["carm"]) == {"primary_deg", "secondary_deg", "reachable"}
        assert set(one["envelope"]) == {"guidance", "worst_clearance_mm", "grade"}
        assert one["envelope"]["guidance"] == "laser"
        assert one["pedicle_grade"] == "A"


def test_that_the_printed_numbers_hold_against_every_voxel(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    document = proposed([*words, *LEVEL, "--gauge", "13"], capsys)
    clouds = {"spinal_canal": centres(canal(), grid()), "aorta": centres(block((-4, -50, -25), (12, -40, 25)), grid())}
    for one in document["proposals"]:
        skin, tip = np.array(one["skin_mm"]), np.array(one["target_mm"])
        for name, cloud in clouds.items():
            slow = brute_clearance(cloud, grid(), skin, tip, one["needle"]["od_mm"] / 2.0)
            assert one["clearance_mm"][name] == pytest.approx(slow, abs=0.02)
        assert one["depth_skin_mm"] == pytest.approx(float(np.linalg.norm(skin - tip)), abs=0.01)
        bone = np.array(one["bone_entry_mm"])
        assert one["depth_bone_mm"] == pytest.approx(float(np.linalg.norm(bone - tip)), abs=0.01)
        run = (tip - skin) / np.linalg.norm(tip - skin)
        assert one["craniocaudal_angle_deg"] == pytest.approx(
            float(np.degrees(np.arctan2(run[2], np.hypot(run[0], run[1])))), abs=0.1
        )


def test_that_people_get_sentences(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch([*words, *LEVEL, "--side", "right"]) == 0
    text = capsys.readouterr().out
    assert "1. right, 11G x" in text
    assert "mm to the canal" in text


def test_that_another_guidance_changes_the_envelope(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    few = [*words, *LEVEL, "--side", "left", "--gauge", "13", "--top", "1"]
    robot = proposed([*few, "--guidance", "robot"], capsys)["proposals"][0]["envelope"]
    hand = proposed([*few, "--guidance", "free-hand"], capsys)["proposals"][0]["envelope"]
    assert robot["guidance"] == "robot"
    assert robot["worst_clearance_mm"] > hand["worst_clearance_mm"]


@pytest.mark.parametrize(
    ("more", "code", "words_of_it"),
    [
        (["--level", "L4", "--approach", "transpedicular"], 1, "L4 is not in the labels"),
        (["--level", "L3", "--approach", "trans-oral"], 1, "meant for C1 to C3"),
        (["--level", "L3", "--approach", "nothing"], 1, "no approach"),
        ([*LEVEL, "--gauge", "9"], 1, "no gauge"),
        ([*LEVEL, "--guidance", "none"], 2, "no guidance"),
        ([*LEVEL, "--top", "0"], 2, "--top"),
    ],
)
def test_that_what_cannot_be_done_is_said(
    words: list[str], capsys: pytest.CaptureFixture[str], more: list[str], code: int, words_of_it: str
) -> None:
    assert dispatch([*words, *more]) == code
    assert words_of_it in capsys.readouterr().err
