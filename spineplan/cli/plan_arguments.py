"""What verbs that take a plan have in common: where its images are."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from spineplan.imaging.volume import Volume
from spineplan.plan.model import Plan


def add_images(parser: ArgumentParser) -> None:
    """--images."""
    parser.add_argument(
        "--images",
        type=Path,
        metavar="PATH",
        help="the images it was made on: depths, HU values and pictures need them (else looked for beside the plan)",
    )


def plan_volume(plan: Plan, arguments: Namespace) -> Volume | None:
    """The plan's reference series: where --images says, or beside the plan file, or None. Raises WrongPatient."""
    from spineplan.session.plan_images import images_beside, reference_volume

    if arguments.images is not None:
        return reference_volume(plan, arguments.images)
    return images_beside(plan, arguments.plan)
