"""Whatever is done to a plan file, opening it gives a valid plan or one sentence."""

import random
from io import BytesIO
from zipfile import ZipFile

import pytest

from spineplan.errors import PlanRefused
from spineplan.storage.history import NO_HISTORY
from spineplan.storage.planfile import LoadedPlan, decode_plan_file, encode_plan_file
from tests.support.full_plans import full_session
from tests.support.mutations import (
    MUTATIONS,
    bomb,
    entries,
    foreign_entry,
    many_entries,
    mask_bomb,
    repeated_entry,
    zipped,
)

SEEDS = 30
"""Of each mutation that is quick: more than 500 files in all."""


def whole() -> bytes:
    """A plan file with everything in it."""
    session = full_session()
    history = NO_HISTORY.extended(session.journal)
    return encode_plan_file(session.committed, session.masks.used_by(session.committed), history)[0]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("number", range(len(MUTATIONS)))
def test_that_a_mutated_file_is_refused_or_gives_a_valid_plan(number: int) -> None:
    data = whole()
    seeds = SEEDS if MUTATIONS[number] not in (many_entries, bomb, mask_bomb) else SEEDS // 5
    for seed in range(seeds):
        mutated = MUTATIONS[number](random.Random(1000 * number + seed), data)
        loaded, sentence = _opened(mutated)
        if loaded is None:
            assert sentence.endswith(".")
            assert "Rossi" not in sentence
            assert len(sentence) < 400
        else:
            again = encode_plan_file(loaded.plan, loaded.masks, NO_HISTORY)[0]
            assert decode_plan_file(again).plan == loaded.plan


def _opened(data: bytes) -> tuple[LoadedPlan | None, str]:
    try:
        return decode_plan_file(data), ""
    except PlanRefused as refusal:
        return None, str(refusal)


@pytest.mark.parametrize(
    "mutation, sentence",
    [
        (bomb, "implausible size"),
        (many_entries, "more than any plan"),
        (repeated_entry, "two entries of one name"),
        (foreign_entry, "does not belong|implausible|damaged|not the ones"),
        (mask_bomb, "damaged"),
    ],
)
def test_that_what_is_no_accident_is_refused_by_name(mutation: object, sentence: str) -> None:
    for seed in range(12):
        with pytest.raises(PlanRefused, match=sentence):
            decode_plan_file(mutation(random.Random(seed), whole()))  # type: ignore[operator]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_that_a_number_that_is_none_is_refused(number: str) -> None:
    content = entries(whole())
    text = content["plan.json"].decode().replace("-777.0", number)
    with pytest.raises(PlanRefused):
        decode_plan_file(zipped(content | {"plan.json": text.encode()}))


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04", b"hello", b"\x1f\x8b\x08\x00"])
def test_that_what_is_no_zip_is_refused(data: bytes) -> None:
    with pytest.raises(PlanRefused):
        decode_plan_file(data)


def test_that_an_encrypted_entry_is_refused() -> None:
    changed = bytearray(whole())
    at = changed.index(b"PK\x01\x02")
    changed[at + 8] |= 1
    with pytest.raises(PlanRefused, match="packed in a way"):
        decode_plan_file(bytes(changed))


def test_that_the_zip_has_nothing_but_the_four_kinds_of_entries() -> None:
    with ZipFile(BytesIO(whole())) as archive:
        kinds = sorted(name.split("/")[0] for name in archive.namelist())
    assert kinds == ["history.jsonl", "masks", "plan.json"]
