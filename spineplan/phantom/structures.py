"""Numbers in structures.nii.gz. 41-49, 60, 61 and 100 are SPINEPS's numbers; the others are the phantom's own."""

from enum import IntEnum


class Structure(IntEnum):
    NONE = 0
    SACRUM = 26
    COCCYX = 27
    LAMINA = 41
    SPINOUS_PROCESS = 42
    TRANSVERSE_PROCESS_LEFT = 43
    TRANSVERSE_PROCESS_RIGHT = 44
    SUPERIOR_ARTICULAR_LEFT = 45
    SUPERIOR_ARTICULAR_RIGHT = 46
    INFERIOR_ARTICULAR_LEFT = 47
    INFERIOR_ARTICULAR_RIGHT = 48
    BODY = 49
    PEDICLE_LEFT = 50
    PEDICLE_RIGHT = 51
    RIB = 52
    DENS = 53
    LATERAL_MASS_LEFT = 54
    LATERAL_MASS_RIGHT = 55
    ANTERIOR_ARCH = 56
    ILIUM = 57
    STERNUM = 58
    SKULL = 59
    CORD = 60
    EPIDURAL_SPACE = 61
    THECAL_SAC = 62
    ROOT = 63
    MANDIBLE = 64
    TEETH = 65
    FEMUR = 66
    SHOULDER = 67
    SKIN = 70
    FAT = 71
    MUSCLE = 72
    AORTA = 73
    VENA_CAVA = 74
    VERTEBRAL_ARTERY_LEFT = 75
    VERTEBRAL_ARTERY_RIGHT = 76
    CAROTID_LEFT = 77
    CAROTID_RIGHT = 78
    JUGULAR = 79
    KIDNEY_LEFT = 80
    KIDNEY_RIGHT = 81
    LIVER = 82
    SPLEEN = 83
    LUNG_LEFT = 84
    LUNG_RIGHT = 85
    TRACHEA = 86
    PHARYNX = 87
    OESOPHAGUS = 88
    SOFT_TISSUE = 89
    SOFT_MASS = 90
    BOWEL = 91
    HEART = 92
    TONGUE = 93
    THYROID = 94
    PSOAS_LEFT = 95
    PSOAS_RIGHT = 96
    ERECTOR_SPINAE = 97
    BLADDER = 98
    CARTILAGE = 99
    DISC = 100
    NUCLEUS = 101
    BRAIN = 102
    PULMONARY_VESSEL = 103
    MOUTH = 104
    TABLE = 110
    CEMENT_FIRST = 150
    NEEDLE_FIRST = 200


LEFT_RIGHT = ((1, "left"), (-1, "right"))
VERSE = (
    {f"C{n}": n for n in range(1, 8)} | {f"T{n}": n + 7 for n in range(1, 13)} | {f"L{n}": n + 19 for n in range(1, 7)}
)
VERSE |= {"S": 26, "Co": 27, "T13": 28}


def sided(name: str, side: int) -> Structure:
    """The left (side 1) or right (side -1) member of a pair."""
    return Structure[f"{name}_{'LEFT' if side > 0 else 'RIGHT'}"]
