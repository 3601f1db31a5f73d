"""Morphology of lesions against the synthetic patients, shapes made by hand, and brute force."""

import dataclasses

import numpy as np
import pytest

from spineplan.clinical.fact_catalogue import fact_item
from spineplan.geometry.affine import transform_points
from spineplan.imaging.grid import Grid
from spineplan.imaging.mask import Mask
from spineplan.imaging.mask_sampling import centres_mm
from spineplan.imaging.volume import Volume
from spineplan.measure.morphology import LevelRequest, level_morphology
from spineplan.measure.morphology_answers import Suggestion, lesion_answers, level_answers, values_of
from spineplan.measure.morphology_collapse import BodyHeights, body_heights, collapse
from spineplan.measure.morphology_extent import (
    body_share,
    costovertebral_share,
    facet_share,
    lesion_in_levels,
    pedicle_share,
)
from spineplan.measure.morphology_frame import VertebraMasks, vertebra_frame
from spineplan.measure.morphology_matrix import MatrixRule, Reference, matrix_numbers, normal_bone
from spineplan.measure.morphology_signal import series_kind, signal_ratio, signal_word, uptake_word
from spineplan.measure.morphology_surface import border_hint, cortex_numbers
from spineplan.measure.morphology_wall import escc_estimate, posterior_wall
from spineplan.measure.wbb_shape import clock_face
from spineplan.phantom.body_height import body_heights as drawn_body_heights
from tests.support.phantom_levels import Seen, seen

TALL = (42.0, 50.0, 62.0)


def face_of(masks: VertebraMasks):
    frame = vertebra_frame(masks)
    assert frame is not None
    return frame, clock_face(masks, frame)


def drawn_heights(one: Seen) -> BodyHeights:
    """As the body was drawn."""
    known = drawn_body_heights(one.scene.spine.sizes[one.level])
    return BodyHeights(known["front"], known["middle"], known["back"])


@pytest.mark.parametrize(
    ("case", "level"), [("figure1", "T12"), ("figure1", "L1"), ("figure1", "L2"), ("figure3", "L3"), ("figure3", "L4")]
)
def test_that_collapse_is_within_three_points_of_the_patients_own(case: str, level: str) -> None:
    one = seen(case, level)
    frame = vertebra_frame(one.masks())
    lesions = [one.lesion(n) for n in one.numbers]
    heights = body_heights(frame, one.volume, lesions)
    wanted = collapse(drawn_heights(one))
    assert collapse(heights).percent == pytest.approx(wanted.percent, abs=3.0)
    assert collapse(heights).shape == wanted.shape


def test_that_heights_of_a_block_are_its_edges() -> None:
    """24 mm at the back, 18 mm in front, its plates tilted by 3 mm each over 30 mm; from the mask alone."""
    grid = Grid((100, 60, 70), np.diag([1.0, 1.0, 0.5, 1.0]))
    k, j, i = np.indices(grid.shape_kji)
    half = 9.0 + 3.0 * (j - 10) / 30.0
    body = Mask((np.abs(k * 0.5 - 25.0) < half) & (j >= 10) & (j <= 40) & (np.abs(i - 35) <= 20), (0, 0, 0), grid)
    ring = (np.hypot(i - 35, j - 49) < 12.0) & (np.hypot(i - 35, j - 49) >= 8.0) & (np.abs(k * 0.5 - 25.0) < 8.0)
    canal = Mask((np.hypot(i - 35, j - 49) < 8.0) & (j > 41), (0, 0, 0), grid)
    bone = Mask(body.full() | (ring & (j > 40)), (0, 0, 0), grid)
    frame = vertebra_frame(VertebraMasks(bone, {"body": body}, canal))
    found = body_heights(frame)
    assert (found.anterior_mm, found.middle_mm, found.posterior_mm) == pytest.approx((18.0, 21.0, 24.0), abs=0.5)


def test_that_a_rim_is_measured_up_to_its_wall() -> None:
    """Both plates rise by 0.4 mm per mm over the last 4.5 mm: 3.2 mm in all at the middle of the last row, 3.6 at the
    wall; from the mask alone."""
    grid = Grid((250, 60, 70), np.diag([1.0, 1.0, 0.2, 1.0]))
    k, j, i = np.indices(grid.shape_kji)
    half = 9.0 + 0.4 * np.maximum(j - 36.0, 0.0)
    body = Mask((np.abs(k * 0.2 - 25.0) < half) & (j >= 10) & (j <= 40) & (np.abs(i - 35) <= 20), (0, 0, 0), grid)
    ring = (np.hypot(i - 35, j - 49) < 12.0) & (np.hypot(i - 35, j - 49) >= 8.0) & (np.abs(k * 0.2 - 25.0) < 8.0)
    canal = Mask((np.hypot(i - 35, j - 49) < 8.0) & (j > 41), (0, 0, 0), grid)
    frame = vertebra_frame(VertebraMasks(Mask(body.full() | (ring & (j > 40)), (0, 0, 0), grid), {"body": body}, canal))
    found = body_heights(frame)
    assert found is not None
    assert 3.3 < found.posterior_mm - found.middle_mm < 3.7


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_that_a_body_cut_off_by_the_edge_is_not_measured(axis: int) -> None:
    one = seen("figure3", "L4")
    masks, lesion = one.masks(), one.lesion(one.numbers[0])
    whole = level_morphology(LevelRequest("L4", masks, {"a": lesion}, one.volume))
    assert not whole.cut_off
    first = masks.body.tight().start_kji[axis] + 6
    window = tuple(slice(first if n == axis else 0, None) for n in range(3))
    affine = one.grid.lps_from_ijk.copy()
    affine[:3, 3] += first * affine[:3, 2 - axis]
    small = Grid(one.volume.array_kji[window].shape, affine)

    def kept(mask: Mask) -> Mask:
        return Mask(np.ascontiguousarray(mask.full()[window]), (0, 0, 0), small).tight()

    cut = VertebraMasks(kept(masks.vertebra), {"body": kept(masks.body)}, kept(masks.canal))
    volume = Volume(np.ascontiguousarray(one.volume.array_kji[window]), small, "CT", "1", "2")
    found = level_morphology(LevelRequest("L4", cut, {"a": kept(lesion)}, volume))
    answers = level_answers(found)
    for item in ("collapse_percent", "collapse_shape", "body_involvement_percent", "lytic_percent"):
        assert answers[item] == Suggestion("", "cut off by the edge of the images, not measured")
        assert item not in values_of(answers)
    beside = level_morphology(LevelRequest("L3", masks, {}, one.volume, neighbours=(cut, None)))
    assert beside.collapse.reference == "the posterior height of the same body"


def test_that_the_worked_example_of_a_collapse_holds() -> None:
    """Clinical reference 19.9, C1: anterior 12, posterior 24 is 50 %."""
    found = collapse(BodyHeights(12.0, 20.0, 24.0))
    assert found.percent == pytest.approx(50.0)
    assert (found.shape, found.reference_mm) == ("wedge", 24.0)
    assert collapse(BodyHeights(22.0, 14.0, 24.0)).shape == "biconcave"
    assert collapse(BodyHeights(24.0, 21.0, 24.0)).shape == "none"


def test_that_a_crush_is_measured_against_its_neighbours() -> None:
    crushed, healthy = BodyHeights(6.0, 5.0, 7.0), BodyHeights(20.0, 19.0, 21.0)
    assert collapse(crushed).percent == pytest.approx(100.0 * (1 - 5 / 7))
    found = collapse(crushed, healthy, BodyHeights(22.0, 21.0, 23.0))
    assert (found.shape, found.reference_mm) == ("crush", 21.0)
    assert found.percent == pytest.approx(100.0 * (1 - 5 / 21))


@pytest.mark.parametrize(
    ("case", "level"), [("figure3", "L4"), ("figure3", "L3"), ("prostate", "T12"), ("epidural-t8", "T8")]
)
def test_that_involvement_of_the_body_is_counted_voxel_by_voxel(case: str, level: str) -> None:
    one = seen(case, level)
    masks, lesion = one.masks(), one.lesion(one.numbers[0])
    frame, _ = face_of(masks)
    body = masks.body.full()
    wanted = 100.0 * (body & lesion.full()).sum() / body.sum()
    assert body_share([lesion], masks, frame).percent == pytest.approx(wanted, rel=0.03)


def test_that_a_guessed_facet_needs_a_tenth_and_a_labelled_one_a_volume() -> None:
    one = seen("figure3", "L4")
    masks = one.masks()
    frame, face = face_of(masks)
    guessed = facet_share("left", [], masks, frame, face)
    assert (guessed.guessed, guessed.involved) == (True, False)
    labelled = np.argwhere(masks.vertebra.full() & (np.indices(one.grid.shape_kji)[1] > 70))
    part = Mask(np.zeros(one.grid.shape_kji, dtype=np.bool_), (0, 0, 0), one.grid)
    part.voxels_kji[tuple(labelled.T)] = True
    few = Mask(np.zeros(one.grid.shape_kji, dtype=np.bool_), (0, 0, 0), one.grid)
    few.voxels_kji[tuple(labelled[:60].T)] = True
    parts = {**masks.parts, "superior_articular_process_left": part}
    known = VertebraMasks(masks.vertebra, parts, masks.canal, cranial_lps=masks.cranial_lps)
    found = facet_share("left", [few], known, frame, face)
    assert found.share < 0.1
    assert (found.guessed, found.involved) == (False, True)


def test_that_two_lesions_that_overlap_count_once() -> None:
    one = seen("figure3", "L4")
    masks, lesion = one.masks(), one.lesion(one.numbers[0])
    frame, _ = face_of(masks)
    alone = body_share([lesion], masks, frame)
    assert body_share([lesion, lesion], masks, frame).percent == pytest.approx(alone.percent)


@pytest.mark.parametrize(
    ("case", "level", "left", "right"),
    [("figure3", "L4", True, False), ("figure3", "L3", False, False), ("prostate", "T12", False, True)],
)
def test_that_the_pedicle_is_the_one_the_tumour_was_put_in(case: str, level: str, left: bool, right: bool) -> None:
    one = seen(case, level)
    masks, lesion = one.masks(), one.lesion(one.numbers[0])
    frame, face = face_of(masks)
    unlabelled = VertebraMasks(
        masks.vertebra, {"body": masks.parts["body"]}, masks.canal, cranial_lps=masks.cranial_lps
    )
    for known, guessed in ((masks, False), (unlabelled, True)):
        shares = {side: pedicle_share(side, [lesion], known, frame, face) for side in ("left", "right")}
        assert (shares["left"].involved, shares["right"].involved) == (left, right)
        assert shares["left"].guessed is guessed


@pytest.mark.parametrize(
    ("case", "level", "state"),
    [("figure3", "L4", "eroded"), ("figure3", "L3", "intact"), ("epidural-t8", "T8", "breached"),
     ("figure1", "T12", "intact"), ("prostate", "L2", "intact")],
)  # fmt: skip
def test_that_the_posterior_wall_is_in_the_state_it_was_made_in(case: str, level: str, state: str) -> None:
    one = seen(case, level)
    masks, lesion = one.masks(), one.lesion(one.numbers[0])
    frame, face = face_of(masks)
    wall = posterior_wall([lesion], masks, frame, face, one.volume)
    assert wall.state == state
    assert escc_estimate([lesion], wall, masks).grade == ("1a" if state == "breached" else "0")


def test_that_the_canal_taken_by_a_mass_is_its_share_of_the_worst_section() -> None:
    one = seen("epidural-t8", "T8")
    masks, lesion = one.masks(), one.lesion(one.numbers[0])
    frame, face = face_of(masks)
    wall = posterior_wall([lesion], masks, frame, face, one.volume)
    size = one.scene.spine.sizes["T8"]
    points = centres_mm(lesion)
    local = transform_points(np.linalg.inv(one.frame), points) - [0.0, size.depth / 2 + size.canal_depth / 2 + 0.3, 0.0]
    inside = (local[:, 0] / (size.canal_width / 2)) ** 2 + (local[:, 1] / (size.canal_depth / 2)) ** 2 < 1.0
    sections = np.bincount(np.rint(local[inside, 2] + 40.0).astype(int)) / (
        np.pi * size.canal_width * size.canal_depth / 4
    )
    assert wall.canal_percent == pytest.approx(100.0 * sections.max(), abs=8.0)


def wall_of(bulge_mm: float) -> tuple[VertebraMasks, float]:
    """A box of a body (40 x 30 x 26 mm) with a canal behind it; its back bulges by so much in the middle."""
    grid = Grid((60, 90, 70), np.diag([1.0, 1.0, 1.0, 1.0]))
    k, j, i = np.indices(grid.shape_kji)
    middle = np.clip(1.0 - ((k - 30) / 9.0) ** 2, 0.0, 1.0) * bulge_mm
    body = (np.abs(i - 35) <= 20) & (j >= 10) & (j <= 40 + middle) & (np.abs(k - 30) <= 13)
    canal = (np.hypot(i - 35, j - 52) < 9.0) & ~body
    ring = (np.hypot(i - 35, j - 52) < 14.0) & (np.hypot(i - 35, j - 52) >= 9.0) & (np.abs(k - 30) <= 9) & ~body
    masks = VertebraMasks(
        Mask(body | ring, (0, 0, 0), grid), {"body": Mask(body, (0, 0, 0), grid)}, Mask(canal, (0, 0, 0), grid)
    )
    return masks, bulge_mm


@pytest.mark.parametrize(("bulge", "state"), [(0.0, "intact"), (1.0, "intact"), (3.0, "bulging"), (5.0, "bulging")])
def test_that_a_convex_wall_bulges_by_its_millimetres(bulge: float, state: str) -> None:
    masks, made = wall_of(bulge)
    frame, face = face_of(masks)
    wall = posterior_wall([], masks, frame, face)
    assert wall.state == state
    assert wall.bulge_mm == pytest.approx(made, abs=1.0)


def test_that_without_a_labelled_body_no_bulge_is_told() -> None:
    masks, _ = wall_of(5.0)
    guessed = VertebraMasks(masks.vertebra, {}, masks.canal)
    lesion = Mask(np.ascontiguousarray(masks.body.voxels_kji), masks.body.start_kji, masks.body.parent)
    answers = level_answers(level_morphology(LevelRequest("L3", guessed, {"a": lesion}, None)))
    assert "not labelled" in answers["posterior_wall_bulge_mm"].note
    assert "posterior_wall_bulge_mm" not in values_of(answers)
    assert values_of(answers).get("posterior_wall") != "bulging"


def test_that_matrix_is_told_against_the_patients_own_normal_vertebrae() -> None:
    for case, level, kind, beside in (
        ("figure3", "L3", "lytic", ("L2",)),
        ("prostate", "T12", "blastic", ("T11", "L1")),
    ):
        one = seen(case, level, TALL)
        lesion = one.lesion(one.numbers[0])
        bodies = {name: one.masks(name).body for name in (*beside, level)}
        every = [one.mask(one.rendered.lesions > 0)]
        normal = normal_bone(one.volume, bodies, every)
        assert set(normal.reference.levels) <= set(beside)
        assert normal.reference.mean_hu == pytest.approx(one.scene.person.trabecular_hu, abs=25.0)
        numbers = matrix_numbers(one.volume, lesion, normal, one.masks().vertebra)
        assert numbers.matrix == kind
        assert numbers.lesion_share.sum() == pytest.approx(1.0)
        assert numbers.normal_share.sum() == pytest.approx(1.0)
        hint = border_hint(one.volume, lesion, one.masks().vertebra, normal.reference)
        assert hint.transition_mm is None or hint.transition_mm < 3.0


def test_that_cortex_is_lost_only_where_the_tumour_took_it() -> None:
    for case, level, destroyed in (("figure3", "L4", True), ("figure3", "L3", False), ("epidural-t8", "T8", True)):
        one = seen(case, level)
        assert cortex_numbers([one.lesion(one.numbers[0])], one.masks(), one.volume).destroyed is destroyed


def test_that_a_lesion_across_a_disc_belongs_to_both_levels() -> None:
    grid = Grid((40, 20, 20), np.eye(4))
    k = np.indices(grid.shape_kji)[0]
    upper, lower = Mask(k >= 22, (0, 0, 0), grid), Mask(k < 18, (0, 0, 0), grid)
    lesion = Mask((k >= 15) & (k < 30), (0, 0, 0), grid)
    found = lesion_in_levels(lesion, {"L3": upper, "L4": lower})
    assert found == pytest.approx({"L3": 8 * 0.4, "L4": 3 * 0.4})


def test_that_the_costovertebral_joint_needs_ribs() -> None:
    masks, _ = wall_of(0.0)
    frame, _ = face_of(masks)
    assert costovertebral_share("left", [masks.body], masks, frame) is None
    grid = masks.vertebra.parent
    k, j, i = np.indices(grid.shape_kji)
    rib = Mask((i >= 57) & (i <= 62) & (j >= 34) & (j <= 40) & (np.abs(k - 38) <= 3), (0, 0, 0), grid)
    with_rib = VertebraMasks(masks.vertebra, masks.parts, masks.canal, ribs=(rib,))
    corner = Mask((i >= 48) & (j >= 32) & (k >= 33) & masks.vertebra.full(), (0, 0, 0), grid)
    assert costovertebral_share("left", [corner], with_rib, frame) is True
    assert costovertebral_share("right", [corner], with_rib, frame) is None
    front = Mask((j < 20) & masks.vertebra.full(), (0, 0, 0), grid)
    assert costovertebral_share("left", [front], with_rib, frame) is False


def test_that_signal_is_a_ratio_on_the_other_series_own_grid() -> None:
    grid = Grid((30, 30, 30), np.diag([2.0, 2.0, 2.0, 1.0]))
    array = np.full(grid.shape_kji, 100, dtype=np.int16)
    array[10:16, 10:16, 10:16] = 350
    series = Volume(array, grid, "NM", "1", "2", unit="counts")
    fine = Grid((120, 120, 120), np.diag([0.5, 0.5, 0.5, 1.0]))
    k, j, i = np.indices(fine.shape_kji)
    lesion = Mask((np.abs(k - 51) < 12) & (np.abs(j - 51) < 12) & (np.abs(i - 51) < 12), (0, 0, 0), fine)
    normal = Mask(k > 90, (0, 0, 0), fine)
    found = signal_ratio(series, [lesion], [normal])
    assert found.ratio == pytest.approx(3.5)
    assert signal_ratio(series, [lesion], []) is None
    assert (uptake_word(3.5), uptake_word(1.0), uptake_word(0.5)) == ("increased", "normal", "decreased")
    assert (signal_word(0.5), signal_word(1.0), signal_word(2.0)) == ("low", "intermediate", "high")


@pytest.mark.parametrize(
    ("modality", "words", "kind"),
    [("MR", "sag T1 tse", "t1"), ("MR", "STIR sag", "stir"), ("MR", "t2_tse_fs", "stir"), ("MR", "T2 ax", "t2"),
     ("PT", "", "uptake"), ("NM", "SPECT", "uptake"), ("CT", "T1", "other"), ("MR", "DWI", "other")],
)  # fmt: skip
def test_that_a_series_is_known_by_its_words(modality: str, words: str, kind: str) -> None:
    grid = Grid((1, 1, 1), np.eye(4))
    volume = Volume(np.zeros((1, 1, 1), dtype=np.int16), grid, modality, "1", "2", description=words)
    assert series_kind(volume) == kind


def test_that_every_suggestion_is_an_answer_the_catalogue_allows() -> None:
    one = seen("epidural-t8", "T8")
    masks, lesion = one.masks(), one.lesion(one.numbers[0])
    request = LevelRequest("T8", masks, {"a": lesion}, one.volume, bodies={"T8": masks.body}, every_lesion=(lesion,))
    found = level_morphology(request)
    level, own = level_answers(found), lesion_answers(found.lesions["a"])
    assert level["posterior_wall"].value == "breached"
    assert level["pedicle_left"].value == "involved"
    assert own["soft_tissue"].value == "yes"
    for item, suggestion in (level | own).items():
        assert fact_item(item).checked(suggestion.value) == suggestion.value, item


def test_that_a_level_without_lesions_has_only_its_heights() -> None:
    one = seen("figure3", "L4")
    found = level_morphology(LevelRequest("L4", one.masks(), {}, one.volume))
    assert set(level_answers(found)) == {"collapse_percent", "collapse_shape"}
    assert "may be off" not in level_answers(found)["collapse_percent"].note
    thick = dataclasses.replace(found, voxel_mm=3.0)
    assert "voxels of 3.0 mm: it may be off by several points" in level_answers(thick)["collapse_percent"].note


def test_that_a_vertebra_that_is_cut_off_says_so() -> None:
    one = seen("figure3", "L4")
    cut = Mask(one.masks().body.voxels_kji[:3], one.masks().body.start_kji, one.grid)
    found = level_morphology(LevelRequest("L4", VertebraMasks(cut), {"a": one.lesion(one.numbers[0])}, None))
    assert found.frame is None
    assert "axial plane" in found.reason
    assert found.lesions["a"].wbb is None


def test_that_odd_outlines_never_stop_the_measuring() -> None:
    """Painted outlines are whatever a hand makes them: any of them is measured or refused, none raises or warns."""
    grid = Grid((40, 46, 44), np.diag([1.0, 1.0, 1.3, 1.0]))
    random = np.random.default_rng(5)
    volume = Volume(random.normal(120, 60, grid.shape_kji).astype(np.int16), grid, "CT", "1", "2")
    k, j, i = np.indices(grid.shape_kji)

    def ball(centre, radii) -> Mask:
        offsets = ((axis - c) / r for axis, c, r in zip((i, j, k), centre, radii, strict=True))
        return Mask(sum(offset**2 for offset in offsets) <= 1.0, (0, 0, 0), grid)

    framed = 0
    for _ in range(40):
        body = ball((22, 15, 20), random.uniform(2, 16, 3))
        canal = ball((22 + random.normal(0, 3), 33, 20), (random.uniform(1, 9), 7, random.uniform(2, 40)))
        own = body.voxels_kji | (ball((22, 33, 20), (12, 10, 9)).voxels_kji & ~canal.voxels_kji)
        lesion = ball(random.uniform(0, 44, 3), random.uniform(0.6, 15, 3))
        masks = VertebraMasks(Mask(own, (0, 0, 0), grid), {"body": body}, canal if random.random() < 0.7 else None)
        found = level_morphology(LevelRequest("L3", masks, {"a": lesion}, volume, bodies={"L3": body}))
        framed += found.frame is not None
        for item, value in values_of(level_answers(found)).items():
            assert fact_item(item).checked(value) == value
    assert framed >= 20


@pytest.mark.parametrize(
    ("ratio", "signal", "uptake"),
    [
        (0.66, "low", "decreased"), (0.67, "low", "decreased"), (0.68, "low", "normal"), (0.79, "low", "normal"),
        (0.8, "intermediate", "normal"), (1.25, "intermediate", "normal"), (1.26, "high", "normal"),
        (1.49, "high", "normal"), (1.5, "high", "increased"),
    ],
)  # fmt: skip
def test_that_signal_and_uptake_change_their_words_at_their_limits(ratio: float, signal: str, uptake: str) -> None:
    assert (signal_word(ratio), uptake_word(ratio)) == (signal, uptake)


@pytest.mark.parametrize(
    ("anterior", "middle", "posterior", "beside", "shape"),
    [
        (16.1, 18.0, 20.0, None, "none"), (16.0, 18.0, 20.0, None, "wedge"), (18.0, 15.9, 20.0, None, "biconcave"),
        (17.1, 17.1, 17.1, 20.0, "none"), (16.9, 15.9, 17.0, 20.0, "crush"), (16.9, 16.9, 17.1, 20.0, "none"),
    ],
)  # fmt: skip
def test_that_shapes_begin_at_a_fifth_and_crushes_at_fifteen_percent(
    anterior: float, middle: float, posterior: float, beside: float | None, shape: str
) -> None:
    neighbour = BodyHeights(beside, beside, beside) if beside is not None else None
    found = collapse(BodyHeights(anterior, middle, posterior), neighbour, neighbour)
    assert found.shape == shape
    crushed = beside is not None and posterior <= 0.85 * beside
    assert found.reference_mm == pytest.approx(beside if crushed else posterior)


def test_that_the_matrix_limits_are_those_of_the_convention() -> None:
    dense, poor = Reference(150.0, 20.0, 1000, ("L1",)), Reference(70.0, 20.0, 1000, ("L1",))
    rule = MatrixRule()
    assert (dense.lytic_below(rule), dense.blastic_above(rule)) == (110.0, 250.0)
    assert (poor.lytic_below(rule), poor.blastic_above(rule)) == (50.0, 250.0)
    assert Reference(200.0, 30.0, 1000, ()).blastic_above(rule) == 290.0
    assert rule.share == pytest.approx(2.0 / 3.0)


def test_that_the_walls_cortex_is_lost_below_six_tenths_of_its_density() -> None:
    """The back wall at 500 HU, a patch of it thinner and thinner over a lesion that reaches it."""
    masks, _ = wall_of(0.0)
    frame, face = face_of(masks)
    body = masks.body.full()
    grid = masks.body.parent
    k, j, i = np.indices(grid.shape_kji)
    patch = body & (np.abs(i - 28) <= 4) & (np.abs(k - 34) <= 4)
    lesion = Mask(np.ascontiguousarray(patch & (j >= 30)), (0, 0, 0), grid).tight()
    gaps = {}
    for share in (0.75, 0.45):
        array = np.where(body, 150.0, 30.0)
        array[body & (j >= 38)] = 500.0
        array[patch & (j >= 38)] = 500.0 * share
        volume = Volume(array.astype(np.int16), grid, "CT", "1", "2")
        gaps[share] = posterior_wall([lesion], masks, frame, face, volume)
    assert gaps[0.75].state == "intact"
    assert gaps[0.45].state == "eroded"
    assert gaps[0.45].gap_mm2 > 3.0 * gaps[0.75].gap_mm2
