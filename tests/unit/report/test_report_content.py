import dataclasses
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image
from pypdf import PdfReader

from spineplan.anatomy.skin import known_body
from spineplan.geometry.vectors import Point
from spineplan.imaging.volume import Volume
from spineplan.measure.lesion import lesion_numbers
from spineplan.measure.needle import needle_numbers
from spineplan.plan.model import KeyImage, Lesion, Measurement, Plan, SeriesRef
from spineplan.report.content import report_content
from spineplan.report.figures import PAGE_WIDTH_MM, plane_name, scale_to_hold
from spineplan.report.html import html_text
from spineplan.report.model import Part, Report
from spineplan.report.pdf import pdf_bytes
from spineplan.report.words import day, deg, mm, person_name, untagged
from spineplan.storage.planfile import load_plan, save_plan
from tests.support.plans import mirrored
from tests.support.treated import AXES, BALL, MIDDLE, grid, lesion_mask, needle, patient, treated
from tests.unit.report.conftest import NOON


def part(report: Report, word: str) -> Part:
    return next(each for level in report.levels for each in level.parts if word in each.title)


def values(one: Part) -> dict[str, str]:
    return {fact.label: fact.value for fact in one.facts}


def test_that_the_needles_numbers_are_those_of_measure(report: Report) -> None:
    plan, volume = treated(grid())[0], patient()
    numbers = needle_numbers(plan, needle(), volume, known_body(volume))
    shown = values(part(report, "needle"))
    assert shown["Entry to target"] == "50.0 mm"
    assert shown["Convergence"] == "36.9° from the sagittal plane, toward the midline"
    assert shown["Cranio-caudal"] == "0.0° from the axial plane"
    assert shown["C-arm en face"] == "36.9° left posterior oblique, 0.0° cranial"
    assert shown["Entry (marked)"] == "30.0 mm left of midline, level with target"
    assert numbers.skin_to_target_mm is not None
    assert numbers.skin_mm is not None
    assert shown["Skin to target"] == mm(numbers.skin_to_target_mm)
    assert shown["Skin entry"] == f"{numbers.skin_mm[0] - 12.0:.1f} mm left of midline, level with target"
    assert "spare" in shown["Length check"]


def test_that_a_skin_entry_below_the_target_is_caudal_of_it() -> None:
    rising = needle(entry_mm=(42.0, 32.0, 290.0))
    plan, masks = treated(grid(), needles=(rising,))
    shown = values(part(report_content(plan, masks, patient(), NOON, pictures=False), "needle"))
    assert shown["Cranio-caudal"].endswith("from the axial plane, tip cranial")
    assert shown["Entry (marked)"] == "30.0 mm left of midline, 10.0 mm caudal of target"


def test_that_the_lesions_numbers_are_those_of_measure(report: Report) -> None:
    numbers = lesion_numbers(lesion_mask(grid()), patient())
    shown = values(part(report, "lytic lesion"))
    assert shown["Volume"] == f"{numbers.volume_ml:.1f} mL"
    assert shown["Longest diameter"] == mm(numbers.longest_mm)
    assert shown["Mean value"] == "700 HU"
    assert part(report, "lytic lesion").notes == ("Expansile",)


def test_that_the_cement_stands_in_its_band(report: Report) -> None:
    shown = values(part(report, "cement"))
    volume_ml = 4 / 3 * np.pi * 24 * 17 * 14 / 1000
    lesion_ml = lesion_mask(grid()).volume_ml
    assert shown["Body volume"].startswith(f"{volume_ml:.1f} mL, as marked")
    assert shown["Band"].startswith(f"{min(0.15 * volume_ml, lesion_ml):.1f}–{0.30 * volume_ml:.1f} mL")
    assert shown["Fill"] == f"{450 / volume_ml:.0f} % of the body, within the band"


def test_that_every_part_names_its_level(report: Report) -> None:
    for level in report.levels:
        assert all(each.title.startswith(level.name) for each in level.parts)


def test_that_all_items_of_the_checklist_are_there_with_their_reasons(report: Report) -> None:
    lines = {line.number: line for group in report.checklist for line in group.lines}
    assert sorted(lines) == list(range(1, 52))
    assert (lines[26].state, lines[26].tone, lines[26].why) == ("problem", "danger", "INR 1.7 (Dr Verdi)")
    assert (lines[2].state, lines[2].why) == ("done", "VAS 8 (Dr Verdi)")
    assert report.readiness == "REVIEW"
    assert any("INR 1.7" in reason for reason in report.reasons)


def test_that_findings_are_told() -> None:
    plan, masks = treated(grid(), needles=(needle(side="right"),))
    report = report_content(plan, masks, None, NOON)
    assert any(line.severity == "Safety" and "enters on the left" in line.sentence for line in report.findings)
    approach = next(fact for fact in part(report, "needle").facts if fact.label == "Approach")
    assert (approach.value, approach.tone) == ("Transpedicular, right; enters on the left", "danger")


def test_that_pictures_are_made_of_every_kind(report: Report) -> None:
    assert len(report.overview) == 3
    counted = {each.title: len(each.figures) for each in report.levels[0].parts if each.figures}
    assert counted == {"L3 lytic lesion": 3, "L3 needle, left, target at z 300.0 mm": 4}
    for figure in (*report.overview, *part(report, "needle").figures):
        picture = Image.open(BytesIO(figure.jpeg))
        assert picture.size == (figure.width_px, figure.height_px)
        assert picture.size[0] / (figure.share * PAGE_WIDTH_MM) > 9.0
        assert np.asarray(picture).std() > 8


def test_that_without_images_it_says_so(bare: Report) -> None:
    assert "not at hand" in bare.pictures_missing
    assert bare.overview == ()
    assert all(not each.figures for level in bare.levels for each in level.parts)
    assert values(part(bare, "needle"))["Skin to target"].startswith("unknown")
    assert [used.shown for used in bare.series] == [False]


@pytest.mark.parametrize("kind", AXES)
def test_that_the_numbers_do_not_depend_on_how_the_slices_are_stored(kind: str, report: Report) -> None:
    plan, masks = treated(grid(kind))
    other = report_content(plan, masks, patient(kind), NOON, pictures=False)
    assert [values(each) for each in other.levels[0].parts] == [values(each) for each in report.levels[0].parts]


def test_that_a_mirrored_patient_swaps_left_and_right_and_no_number() -> None:
    plan, _ = treated(grid(), lesions=())
    ours, theirs = (report_content(each, {}, None, NOON) for each in (plan, mirrored(plan)))
    swapped = [
        tuple(fact.value.replace("left", "?").replace("right", "left").replace("?", "right") for fact in each.facts)
        for each in theirs.levels[0].parts
    ]
    assert swapped == [tuple(fact.value for fact in each.facts) for each in ours.levels[0].parts]
    assert "left" in part(ours, "needle").title
    assert "right" in part(theirs, "needle").title


def test_that_an_unpainted_lesion_and_an_empty_plan_are_written_too() -> None:
    plan, _ = treated(grid(), lesions=(Lesion(id="x", level="L3", seed_mm=(12.0, -8.0, 300.0)),))
    shown = part(report_content(plan, {}, patient(), NOON), "lesion of unknown kind")
    assert values(shown)["Volume"] == "not painted, so unknown"
    empty = report_content(Plan(identity=plan.identity, reference=plan.reference), {}, patient(), NOON)
    assert empty.rows == ()
    assert empty.levels == ()


def test_that_a_lesion_painted_on_another_series_has_no_values_of_this_one() -> None:
    plan, masks = treated(grid())
    lesion = plan.lesions[0]
    assert lesion.mask is not None
    other = replace(plan, lesions=(replace(lesion, mask=replace(lesion.mask, series_uid="MR")),))
    assert "Mean value" not in values(part(report_content(other, masks, patient(), NOON, pictures=False), "lesion"))


def test_that_a_magnetic_resonance_plan_is_written() -> None:
    plan, masks = treated(grid(), reference=SeriesRef(series_uid="1.2.3", modality="MR", frame_of_reference_uid="9.9"))
    volume: Volume = patient(modality="MR")
    report = report_content(plan, masks, volume, NOON)
    assert values(part(report, "needle"))["Skin to target"].startswith("unknown")
    assert len(report.overview) == 3


def test_that_what_the_reading_said_of_the_images_is_on_paper() -> None:
    plan, masks = treated(grid())
    volume = dataclasses.replace(patient(), notes=("The images were compressed with loss.",))
    report = report_content(plan, masks, volume, NOON, pictures=False)
    assert report.series[0].notes == ("The images were compressed with loss.",)
    assert "compressed with loss" in PdfReader(BytesIO(pdf_bytes(report))).pages[0].extract_text()
    assert "compressed with loss" in html_text(report)


def test_that_a_needle_says_what_was_not_measured(report: Report, bare: Report) -> None:
    for each in (report, bare):
        assert "What the needle clears is not measured" in " ".join(part(each, "needle").notes)


def test_that_several_needles_of_a_level_are_counted() -> None:
    plan, masks = treated(grid(), needles=(needle(), needle(id="n2", entry_mm=(-18.0, 32.0, 300.0), side="right")))
    report = report_content(plan, masks, None, NOON)
    titles = [each.title for each in report.levels[0].parts if "needle" in each.title]
    assert titles == ["L3 needle 1 of 2, left, target at z 300.0 mm", "L3 needle 2 of 2, right, target at z 300.0 mm"]
    assert report.rows[0].needles == "transpedicular left 11G, transpedicular right 11G"


def test_that_a_needle_has_four_pictures_also_where_the_skin_is_unknown() -> None:
    plan, masks = treated(grid(), reference=SeriesRef(series_uid="1.2.3", modality="MR", frame_of_reference_uid="9.9"))
    figures = part(report_content(plan, masks, patient(modality="MR"), NOON), "needle").figures
    assert [figure.caption for figure in figures] == [
        "Target, axial, z 300.0 mm",
        "Axial along it, near the target",
        "Sagittal along it, near the target",
        "Bull's-eye, seen from the hub",
    ]


def test_that_names_dates_and_numbers_are_plain() -> None:
    assert untagged("Panjabi 1991 [K], means [V-62] of [12] spines [K?]") == "Panjabi 1991, means of [12] spines"
    assert person_name("Rossi^Anna^Maria^Dr=ロッシ") == "Rossi, Anna Maria"
    assert person_name("") == ""
    assert day("19500102") == "2 Jan 1950"
    assert day("19501302") == "19501302"
    assert (mm(-0.04), mm(-3.14), deg(7.0)) == ("0.0 mm", "−3.1 mm", "7.0°")


def kept_plan() -> Plan:
    """Two key images, one of other images; a length across the ball, and an angle."""
    plan, _ = treated(grid())
    image = KeyImage(
        id="k", series_uid="1.2.3", centre_mm=BALL, right_lps=(1.0, 0.0, 0.0), down_lps=(0.0, 1.0, 0.0), mm_per_px=0.2,
        window_width=1000.0, window_centre=200.0, note="The ball",
    )  # fmt: skip
    x, y, z = BALL
    points: dict[str, tuple[Point, ...]] = {
        "length": ((x - 9.0, y, z), (x + 9.0, y, z)),
        "angle": ((x, y, z + 5.0), (x, y, z), (x + 5.0, y, z)),
        "ellipse": (BALL, (x + 4.0, y, z), (x, y + 4.0, z)),
    }
    drawn = tuple(
        Measurement(id=kind, kind=kind, points_mm=ends, frame_of_reference_uid="9.9", series_uid="1.2.3")  # type: ignore[arg-type]
        for kind, ends in points.items()
    )
    return replace(plan, key_images=(image, replace(image, id="o", series_uid="8.8")), measurements=drawn)


def test_that_key_images_and_measurements_are_in_it() -> None:
    _, masks = treated(grid())
    report = report_content(kept_plan(), masks, patient(), NOON)
    (figure,) = report.kept
    assert figure.caption == "Key image 1: The ball"
    assert report.kept_elsewhere == "1 key image is not shown: the images are not at hand."
    assert [(fact.label, fact.value) for fact in report.drawn] == [
        ("Length, L3", "18.0 mm; LPS (53.0, −8.0, 300.0) – (71.0, −8.0, 300.0) mm"),
        ("Angle, L3", "90.0°; LPS (62.0, −8.0, 305.0) – (62.0, −8.0, 300.0) – (67.0, −8.0, 300.0) mm"),
        ("Region, L3", "mean 700 ± 0 HU, 700 to 700 HU, area 0.50 cm², 12 voxels; LPS (62.0, −8.0, 300.0) mm"),
    ]
    picture = np.asarray(Image.open(BytesIO(figure.jpeg))).astype(int)
    yellow = (picture[..., 0] > 150) & (picture[..., 1] > 190) & (picture[..., 2] < 140)
    assert yellow.sum() > 100


def test_that_without_images_key_images_are_named_as_missing(bare: Report) -> None:
    report = report_content(kept_plan(), treated(grid())[1], None, NOON)
    assert report.kept == ()
    assert report.kept_elsewhere == "2 key images are not shown: the images are not at hand."
    assert report.drawn[2].value.startswith("not measured: its images are not at hand")
    assert bare.kept_elsewhere == ""


def test_that_the_digest_is_the_one_of_the_plan_file(tmp_path: Path, report: Report) -> None:
    plan, masks = treated(grid())
    save_plan(tmp_path / "a.spineplan", plan, masks)
    assert report.plan_sha256 == load_plan(tmp_path / "a.spineplan").plan_sha256


def test_that_the_picture_from_the_skin_holds_skin_and_target() -> None:
    start, end = np.array([60.0, 90.0, 300.0]), np.array(MIDDLE)
    axes = (np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0]))
    scale = scale_to_hold(start, end, axes, (430, 340))
    assert scale == pytest.approx((98.0 + 22.0) / 340)
    assert scale_to_hold(end + 1.0, end, axes, (430, 340)) == pytest.approx(60.0 / 430)


@pytest.mark.parametrize(
    ("normal", "name"),
    [((0, 0, 1), "Axial"), ((0, -1, 0), "Coronal"), ((-1, 0, 0), "Sagittal"), ((0, 0.17, 0.98), "Oblique")],
)
def test_that_a_plane_is_called_by_its_normal(normal: Point, name: str) -> None:
    assert plane_name(np.array(normal)) == name
