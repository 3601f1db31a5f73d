"""Who the synthetic patient says it is, and unique identifiers that the seed repeats."""

from dataclasses import dataclass

from pydicom.uid import UID, generate_uid

MAKER = "spineplan"
STUDY_DATE, STUDY_TIME = "20260102", "101500"


@dataclass(frozen=True)
class Identity:
    """One case at one seed, of one make-up: the same words give the same identifiers."""

    case: str
    seed: int
    sex: str
    age: int
    build: str

    @property
    def patient_name(self) -> str:
        return f"SPINEPLAN^SYNTHETIC {self.case.upper()}"

    @property
    def patient_id(self) -> str:
        return f"SYN-{self.case.upper()}-{self.seed}"

    @property
    def birth_date(self) -> str:
        return f"{int(STUDY_DATE[:4]) - self.age}0101"

    def uid(self, *what: object) -> UID:
        """Identifier of a part of this patient's study, e.g. uid("ct", "series")."""
        words = [MAKER, self.case, str(self.seed), self.build, *(str(w) for w in what)]
        return generate_uid(entropy_srcs=words)
