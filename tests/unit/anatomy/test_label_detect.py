"""The numbering of a label map is read, or told by elimination, or asked: never guessed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spineplan.anatomy.importing.numbering_detect import NumberingQuestion, Reading, candidates_of, detect
from spineplan.anatomy.importing.source import LabelSource, NamedLabel
from spineplan.anatomy.numbering import Meaning, Structure, numbering
from spineplan.anatomy.numbering_names import meaning_of_name
from spineplan.errors import ImageRefused
from spineplan.imaging.grid import Grid
from tests.support.label_spines import LEVELS, array_of, grid, source_of

PER_LEVEL = (
    "verse", "spineps_vertebrae", "vertebrae_pp", "totalsegmentator_v2", "totalsegmentator_v1", "vertebrae_mr",
    "vertebrae_part",
)  # fmt: skip
LUMBAR = ("T12", "L1", "L2", "L3", "L4", "L5")


def levels_of(reading: Reading) -> dict[int, str | None]:
    return {key[1]: meaning.level for key, meaning in reading.meanings.items()}


def truth(numbering_id: str, array: np.ndarray) -> dict[int, str | None]:
    names = numbering(numbering_id).names
    return {int(n): meaning_of_name(names[int(n)]).level for n in np.unique(array) if n}


def mirrored(source: LabelSource, axis: int) -> LabelSource:
    """The voxels turned about without telling the header."""
    turned = tuple(np.flip(layer, axis) for layer in source.layers)
    return LabelSource(source.name, source.grid, turned, source.declared, source.declared_by)


def named(source: LabelSource, numbering_id: str) -> LabelSource:
    names = numbering(numbering_id).names
    declared = {(0, number): NamedLabel(name) for number, name in names.items()}
    return LabelSource(source.name, source.grid, source.layers, declared, "in the file's header")


@pytest.mark.parametrize("numbering_id", PER_LEVEL)
@pytest.mark.parametrize("organs", [False, True])
def test_that_a_whole_spine_is_told_by_its_order(numbering_id: str, organs: bool) -> None:
    found = detect(source_of(numbering_id, LEVELS, organs))
    if numbering_id in {"vertebrae_mr", "vertebrae_part"}:  # one is the other shifted by one level
        found = found if isinstance(found, Reading) else detect(source_of(numbering_id, LEVELS, organs), numbering_id)
    assert isinstance(found, Reading)
    expected = truth(numbering_id, array_of(numbering_id, LEVELS, organs))
    assert levels_of(found) == expected


@pytest.mark.parametrize("numbering_id", ["totalsegmentator_v1", "totalsegmentator_v2", "verse", "vertebrae_pp"])
def test_that_a_lumbar_spine_is_told_by_its_order_and_size(numbering_id: str) -> None:
    found = detect(source_of(numbering_id, LUMBAR))
    assert isinstance(found, Reading)
    assert set(levels_of(found).values()) == set(LUMBAR)
    assert any("6 vertebrae, T12 to L5, lie in order" in sentence for sentence in found.evidence)


def test_that_numberings_with_the_same_answer_are_no_question() -> None:
    found = detect(source_of("spineps_vertebrae", LUMBAR))
    assert isinstance(found, Reading)
    assert found.numbering == "verse"
    assert any("would give the same names" in sentence for sentence in found.evidence)


@given(st.sampled_from(PER_LEVEL), st.integers(0, 23), st.integers(1, 8))
def test_that_no_part_of_a_spine_gets_a_wrong_name(numbering_id: str, first: int, count: int) -> None:
    levels = LEVELS[first : first + count]
    source = source_of(numbering_id, levels)
    found = detect(source)
    if isinstance(found, Reading):
        assert set(levels_of(found).values()) == set(levels)
    else:
        assert numbering_id in {candidate.numbering for candidate in found.candidates if candidate.fits}


def test_that_one_vertebra_is_always_asked() -> None:
    found = detect(source_of("verse", ("L3",)))
    assert isinstance(found, NumberingQuestion)
    fitting = {c.numbering: c.levels for c in found.candidates if c.fits}
    assert fitting["verse"] == ("L3",)
    assert fitting["totalsegmentator_v1"] == ("L1",)
    assert "VerSe (L3)" in found.sentence
    assert "TotalSegmentator 1 total (L1)" in found.sentence


def test_that_two_models_one_level_apart_are_asked() -> None:
    found = detect(source_of("vertebrae_mr", LUMBAR))
    assert isinstance(found, NumberingQuestion)
    assert {"vertebrae_mr", "vertebrae_part"} <= {c.numbering for c in found.candidates if c.fits and not c.doubts}
    chosen = detect(source_of("vertebrae_mr", LUMBAR), "vertebrae_mr")
    assert isinstance(chosen, Reading)
    assert set(levels_of(chosen).values()) == set(LUMBAR)
    assert chosen.evidence[0] == "The numbering was chosen by the user."


def test_that_every_candidate_has_a_reason() -> None:
    candidates = candidates_of(source_of("verse", LUMBAR))
    assert len(candidates) == 10
    assert all(candidate.reason for candidate in candidates)
    v1 = next(c for c in candidates if c.numbering == "totalsegmentator_v1")
    assert not v1.fits
    assert "from foot to head" in v1.reason


def test_that_a_map_upside_down_is_not_taken_for_another_numbering() -> None:
    """VerSe upside down has the order of TotalSegmentator; sizes give it away, so that it is asked, not read."""
    assert isinstance(detect(mirrored(source_of("verse", LEVELS[7:]), 0)), NumberingQuestion)
    assert isinstance(detect(mirrored(source_of("totalsegmentator_v2", LUMBAR), 0)), NumberingQuestion)


@pytest.mark.parametrize(("axis", "words"), [(0, "from foot to head"), (2, "left and right would be swapped")])
def test_that_names_contradicted_by_their_place_are_refused(axis: int, words: str) -> None:
    source = named(source_of("totalsegmentator_v2", LEVELS, organs=True), "totalsegmentator_v2")
    assert isinstance(detect(source), Reading)
    with pytest.raises(ImageRefused, match=words):
        detect(mirrored(source, axis))


def test_that_names_decide_where_order_could_not() -> None:
    found = detect(named(source_of("vertebrae_mr", ("L3",)), "vertebrae_mr"))
    assert isinstance(found, Reading)
    assert found.numbering == "vertebrae_mr"
    assert set(levels_of(found).values()) == {"L3"}
    assert "with the numbers of TotalSegmentator vertebrae_mr" in found.evidence[0]


def test_that_names_nobody_numbers_like_that_are_read_by_name() -> None:
    source = source_of("verse", ("L1", "L2"))
    own = {(0, 20): NamedLabel("L1 vertebra"), (0, 21): NamedLabel("vertebra L2")}
    swapped = {(0, 20): NamedLabel("T9"), (0, 21): NamedLabel("T10")}
    for declared, levels in ((own, {"L1", "L2"}), (swapped, {"T9", "T10"})):
        found = detect(LabelSource("a", source.grid, source.layers, declared, "in its segments"))
        assert isinstance(found, Reading)
        assert set(levels_of(found).values()) == levels


def test_that_meaningless_names_leave_the_question_to_the_order() -> None:
    source = source_of("verse", LUMBAR)
    declared = {(0, n): NamedLabel(f"Segment_{n}") for n in range(1, 30)}
    found = detect(LabelSource("a", source.grid, source.layers, declared, "in its segments"))
    assert isinstance(found, Reading)
    assert set(levels_of(found).values()) == set(LUMBAR)


def test_that_a_name_and_a_code_that_differ_are_refused() -> None:
    source = source_of("verse", ("L3",))
    declared = {(0, 22): NamedLabel("L4", Meaning(level="L3"))}
    with pytest.raises(ImageRefused, match='calls a label "L4" and codes it as L3'):
        detect(LabelSource("a", source.grid, source.layers, declared, "in its segments"))


def test_that_a_code_gives_the_side_that_the_name_lacks() -> None:
    array = np.zeros((8, 8, 8), dtype=np.uint16)
    array[2:4, 2:4, 2:4] = 1
    declared = {(0, 1): NamedLabel("Kidney", Meaning(structure=Structure.KIDNEY_LEFT))}
    found = detect(LabelSource("a", Grid(array.shape, np.eye(4)), (array,), declared, "in its segments"))
    assert isinstance(found, Reading)
    assert found.meanings[0, 1].structure is Structure.KIDNEY_LEFT


def test_that_a_choice_against_the_names_is_said() -> None:
    source = named(source_of("totalsegmentator_v1", ("L1", "L2", "L3")), "totalsegmentator_v1")
    with pytest.raises(ImageRefused, match="from foot to head"):
        detect(source, "verse")
    found = detect(source, "vertebrae_mr")
    assert isinstance(found, Reading)
    assert any("say otherwise" in problem for problem in found.problems)


def test_that_choosing_names_needs_names() -> None:
    with pytest.raises(ImageRefused, match="does not name its labels"):
        detect(source_of("verse", ("L1",)), "named")


def test_that_unknown_numbers_are_said_when_the_numbering_is_chosen() -> None:
    array = array_of("verse", ("L1", "L2"))
    array[:3, :3, :3] = 99
    found = detect(LabelSource("a", grid(), (array,)), "verse")
    assert isinstance(found, Reading)
    assert found.problems[-1] == "Labels without a meaning are not used: 99."


def test_that_an_empty_map_is_refused() -> None:
    with pytest.raises(ImageRefused, match="every voxel is 0"):
        detect(LabelSource("a", Grid((2, 2, 2), np.eye(4)), (np.zeros((2, 2, 2), dtype=np.uint16),)))


def test_that_facts_are_counted_right() -> None:
    rng = np.random.default_rng(4)
    array = rng.integers(0, 6, (5, 6, 7)).astype(np.uint16)
    array[2, 2, 2] = 9
    affine = np.diag([2.0, 3.0, 4.0, 1.0])
    affine[:3, 3] = [10.0, -5.0, 7.0]
    facts = {fact.key[1]: fact for fact in LabelSource("a", Grid(array.shape, affine), (array,)).facts}
    for number in np.unique(array)[1:]:
        kji = np.argwhere(array == number)
        assert facts[number].volume_ml == pytest.approx(len(kji) * 24.0 / 1000.0)
        assert facts[number].centroid_mm == pytest.approx(kji.mean(axis=0)[::-1] * [2.0, 3.0, 4.0] + [10.0, -5.0, 7.0])
        low, high = kji.min(axis=0), kji.max(axis=0)
        assert facts[number].at_edge == bool((low == 0).any() or (high == [4, 5, 6]).any())
    assert not facts[9].at_edge


def test_that_discs_and_endplates_of_spineps_do_not_disturb() -> None:
    array = array_of("spineps_vertebrae", LUMBAR)
    for offset, step in ((100, 5), (200, 3)):
        moved = np.roll(array, -step, axis=0)
        array = np.where((array == 0) & (moved > 0) & (moved < 100), moved + offset, array).astype(np.uint16)
    found = detect(LabelSource("a", grid(), (array,)))
    assert isinstance(found, Reading)
    assert found.numbering == "spineps_vertebrae"
    assert {level for level in levels_of(found).values() if level} == set(LUMBAR)


def test_that_numbers_in_a_row_are_not_taken_for_organs() -> None:
    """In TotalSegmentator 1, 16 and 17 are lobes of the lung, 18 is L5."""
    candidates = {c.numbering: c for c in candidates_of(mirrored(source_of("verse", LEVELS[:20]), 0))}
    assert any("lie in a row like vertebrae" in doubt for doubt in candidates["totalsegmentator_v1"].doubts)
