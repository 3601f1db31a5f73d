"""Derived numbers that the checklist needs, passed in by who measures. Unknown is None or absent, never a guess."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

Structure = Literal["canal", "foramen", "vessels", "pleura"]

ScoreName = Literal["posterior_wall", "prognosis", "sins", "collapse", "wbb", "result"]


class NeedleFacts(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Of one needle. pedicle_width_mm: of the pedicle it passes. spare_length_mm: what is left of the needle outside
    the skin and its hub; negative is too short. clearance_mm: needle surface to each structure, negative is inside.
    c_arm_reachable: whether the en-face view lies within the C-arm's limits. misplaced: sentences, of a needle that
    ends at another level or enters on another side than it is planned for."""

    pedicle_width_mm: float | None = None
    spare_length_mm: float | None = None
    clearance_mm: Mapping[Structure, float] = field(default_factory=dict)
    c_arm_reachable: bool | None = None
    misplaced: tuple[str, ...] = ()


class Facts(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Of the whole plan. body_volume_ml: by level. needles: by needle id. scores: one sentence per finished score.

    ablation_distances: what the zones stay away from, with the distance; ablation_dangers: sentences of what they come
    too near to; ablation_protection: what is advised before they are made.

    answers: one sentence per checklist rule that the clinical answers fill.

    Contraindications are sentences; relative ones only while nobody acknowledged them with a reason.
    """

    ct_slice_spacing_mm: float | None = None
    levels_outside_ct: tuple[str, ...] = ()
    body_volume_ml: Mapping[str, float] = field(default_factory=dict)
    needles: Mapping[str, NeedleFacts] = field(default_factory=dict)
    ablation_planned: bool | None = None
    ablation_distances: tuple[str, ...] = ()
    ablation_dangers: tuple[str, ...] = ()
    ablation_protection: tuple[str, ...] = ()
    general_anaesthesia: bool | None = None
    scores: Mapping[ScoreName, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    absolute_contraindications: tuple[str, ...] = ()
    relative_contraindications: tuple[str, ...] = ()

    def of_needle(self, needle_id: str) -> NeedleFacts:
        """What is known of a needle; all unknown for one that nobody measured."""
        return self.needles.get(needle_id, NeedleFacts())
