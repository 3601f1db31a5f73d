"""Intervertebral discs: annulus and nucleus."""

from spineplan.phantom.frames import point
from spineplan.phantom.primitives import ellipsoid, vertebral_body
from spineplan.phantom.solids import Layer, Solid
from spineplan.phantom.spine_curve import Spine
from spineplan.phantom.structures import Structure


def disc(spine: Spine, level: str) -> tuple[Solid, Solid]:
    """Annulus and nucleus below a level; the bodies are painted over its ends, so it only has to fill the gap."""
    size = spine.sizes[level]
    under = spine.below(level)
    lower = spine.sizes[under] if under else size
    width = (size.width_lower + (lower.width_upper if under else size.width_lower)) / 2
    depth = (size.depth_lower + (lower.depth_upper if under else size.depth_lower)) / 2
    tall = size.disc * 1.05 + 5.0
    annulus = vertebral_body(
        widths=(width, width), depths=(depth, depth), heights=(tall * 1.12, tall * 0.92), waist=-0.03,
        dish=(0.0, 0.0), notch=0.05, front_power=2.1, back_power=3.0, structure=Structure.DISC,
    )  # fmt: skip
    nucleus = ellipsoid(
        point(0, 0.06 * depth, 0), (width * 0.30, depth * 0.28, size.disc * 0.5 + 1.5), structure=Structure.NUCLEUS
    )
    frame = spine.discs[level]
    return (
        Solid(f"disc {level}", annulus, (Layer(0.0, "disc_annulus"),), frame),
        Solid(f"nucleus {level}", nucleus, (Layer(0.0, "disc_nucleus"),), frame),
    )
