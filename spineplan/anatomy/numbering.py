"""Numberings of label maps: which number means what in the files that other programs write."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from spineplan.errors import UsageError
from spineplan.resource_files import resource


class Structure(StrEnum):
    """What a label map can hold besides vertebrae. A pair whose side is not told has a member of its own."""

    SPINAL_CORD = "spinal_cord"
    SPINAL_CANAL = "spinal_canal"
    DURAL_SAC = "dural_sac"
    NEURAL_FORAMEN = "neural_foramen"
    NEURAL_FORAMEN_LEFT = "neural_foramen_left"
    NEURAL_FORAMEN_RIGHT = "neural_foramen_right"
    BRAINSTEM = "brainstem"
    NERVE_ROOT = "nerve_root"
    NERVE_ROOT_LEFT = "nerve_root_left"
    NERVE_ROOT_RIGHT = "nerve_root_right"
    AORTA = "aorta"
    INFERIOR_VENA_CAVA = "inferior_vena_cava"
    SUPERIOR_VENA_CAVA = "superior_vena_cava"
    ILIAC_ARTERY = "iliac_artery"
    ILIAC_ARTERY_LEFT = "iliac_artery_left"
    ILIAC_ARTERY_RIGHT = "iliac_artery_right"
    ILIAC_VEIN = "iliac_vein"
    ILIAC_VEIN_LEFT = "iliac_vein_left"
    ILIAC_VEIN_RIGHT = "iliac_vein_right"
    CAROTID_ARTERY = "carotid_artery"
    CAROTID_ARTERY_LEFT = "carotid_artery_left"
    CAROTID_ARTERY_RIGHT = "carotid_artery_right"
    JUGULAR_VEIN = "jugular_vein"
    JUGULAR_VEIN_LEFT = "jugular_vein_left"
    JUGULAR_VEIN_RIGHT = "jugular_vein_right"
    VERTEBRAL_ARTERY = "vertebral_artery"
    VERTEBRAL_ARTERY_LEFT = "vertebral_artery_left"
    VERTEBRAL_ARTERY_RIGHT = "vertebral_artery_right"
    SUBCLAVIAN_ARTERY = "subclavian_artery"
    SUBCLAVIAN_ARTERY_LEFT = "subclavian_artery_left"
    SUBCLAVIAN_ARTERY_RIGHT = "subclavian_artery_right"
    BRACHIOCEPHALIC_ARTERY = "brachiocephalic_artery"
    BRACHIOCEPHALIC_VEIN = "brachiocephalic_vein"
    BRACHIOCEPHALIC_VEIN_LEFT = "brachiocephalic_vein_left"
    BRACHIOCEPHALIC_VEIN_RIGHT = "brachiocephalic_vein_right"
    PULMONARY_VESSELS = "pulmonary_vessels"
    PORTAL_VEIN = "portal_vein"
    HEART = "heart"
    LUNG = "lung"
    LUNG_LEFT = "lung_left"
    LUNG_RIGHT = "lung_right"
    TRACHEA = "trachea"
    LARYNX = "larynx"
    PHARYNX = "pharynx"
    OESOPHAGUS = "oesophagus"
    THYROID = "thyroid"
    KIDNEY = "kidney"
    KIDNEY_LEFT = "kidney_left"
    KIDNEY_RIGHT = "kidney_right"
    ADRENAL_GLAND = "adrenal_gland"
    ADRENAL_GLAND_LEFT = "adrenal_gland_left"
    ADRENAL_GLAND_RIGHT = "adrenal_gland_right"
    LIVER = "liver"
    SPLEEN = "spleen"
    PANCREAS = "pancreas"
    STOMACH = "stomach"
    BOWEL = "bowel"
    BLADDER = "bladder"
    SACRUM = "sacrum"
    RIB = "rib"
    RIB_LEFT = "rib_left"
    RIB_RIGHT = "rib_right"
    HIP_BONE = "hip_bone"
    HIP_BONE_LEFT = "hip_bone_left"
    HIP_BONE_RIGHT = "hip_bone_right"
    MANDIBLE = "mandible"
    TEETH = "teeth"
    SKULL = "skull"
    DISCS = "discs"
    VERTEBRAE = "vertebrae"

    @property
    def at_risk(self) -> bool:
        """Whether a needle must keep away from it; bones and discs are listed, but are not structures at risk."""
        return self not in NOT_AT_RISK


NOT_AT_RISK = frozenset(
    member
    for member in Structure
    if member.value.removesuffix("_left").removesuffix("_right")
    in {"sacrum", "rib", "hip_bone", "skull", "discs", "vertebrae"}
)


class VertebraPart(StrEnum):
    """Sub-regions of a vertebra that a label map can tell apart."""

    BODY = "body"
    ARCH = "arch"
    SPINOUS_PROCESS = "spinous_process"
    TRANSVERSE_PROCESS_LEFT = "transverse_process_left"
    TRANSVERSE_PROCESS_RIGHT = "transverse_process_right"
    SUPERIOR_ARTICULAR_PROCESS_LEFT = "superior_articular_process_left"
    SUPERIOR_ARTICULAR_PROCESS_RIGHT = "superior_articular_process_right"
    INFERIOR_ARTICULAR_PROCESS_LEFT = "inferior_articular_process_left"
    INFERIOR_ARTICULAR_PROCESS_RIGHT = "inferior_articular_process_right"


@dataclass(frozen=True)
class Meaning:
    """What one label stands for: a level (or a part of it), a part of every vertebra, a structure, or, when all are
    None, something that planning does not use."""

    level: str | None = None
    part: VertebraPart | None = None
    structure: Structure | None = None

    @property
    def used(self) -> bool:
        """Whether planning has a use for it."""
        return self != UNUSED


UNUSED = Meaning()


@dataclass(frozen=True)
class Numbering:
    """names: number -> the name its tool gives it. rank: which title is shown when several say the same."""

    id: str
    title: str
    source: str
    rank: int
    names: MappingProxyType[int, str]


@cache
def numberings() -> tuple[Numbering, ...]:
    """Every known numbering, best known first."""
    found = []
    for path in sorted(resource("numberings").glob("*.json")):
        table = json.loads(path.read_text(encoding="utf-8"))
        names = MappingProxyType({int(number): name for number, name in table["labels"].items()})
        found.append(Numbering(path.stem, table["title"], table["source"], table["rank"], names))
    return tuple(sorted(found, key=lambda numbering: numbering.rank))


def numbering(numbering_id: str) -> Numbering:
    """A numbering by its id. Raises UsageError naming those there are."""
    for known in numberings():
        if known.id == numbering_id:
            return known
    names = ", ".join(known.id for known in numberings())
    raise UsageError(f'There is no numbering "{numbering_id}"; known are {names}.')
