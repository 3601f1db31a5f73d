"""The plan's vertebrae as labels that can be drawn and painted at once: kept in step with the plan, per grid."""

from dataclasses import dataclass

from spineplan.anatomy.editing.labels import LabelBlock
from spineplan.imaging.grid import Grid
from spineplan.plan.model import MaskRef, Plan
from spineplan.session.masks import MaskStore


@dataclass(eq=False)
class Layer:
    """Labels on one grid. series_uid: the series whose grid it is."""

    block: LabelBlock
    series_uid: str


@dataclass(frozen=True, eq=False)
class Painted:
    """A structure as a stroke under way has it so far. target: its id."""

    target: str
    kind: str
    block: LabelBlock


class LabelCanvas:
    """`revision` grows with every change of voxels; a stroke writes into the blocks and calls `touched`."""

    def __init__(self, masks: MaskStore) -> None:
        self._masks = masks
        self._layers: list[Layer] = []
        self._held: dict[str, str] = {}
        self.revision = 0
        self.painted: Painted | None = None

    def layers(self, plan: Plan) -> list[Layer]:
        """One for each grid that vertebrae of the plan lie on."""
        wanted = {level.name: level.mask for level in plan.levels if level.mask is not None}
        if {name: ref.sha256 for name, ref in wanted.items()} != self._held:
            self._follow(wanted)
        return self._layers

    def layer_for(self, plan: Plan, grid: Grid, series_uid: str) -> Layer:
        """The layer to paint on: the plan's only one, else the one on this grid; a new one when there is none."""
        layers = self.layers(plan)
        for layer in layers:
            if len(layers) == 1 or layer.block.parent.same_place(grid):
                return layer
        layer = Layer(LabelBlock(grid), series_uid)
        self._layers.append(layer)
        return layer

    def touched(self) -> None:
        """Voxels were changed by a stroke."""
        self.revision += 1

    def adopt(self, names: dict[str, str]) -> None:
        """The blocks hold these masks already (sha256 by level; "" for one that has none any more)."""
        for name, sha256 in names.items():
            if sha256:
                self._held[name] = sha256
            else:
                self._held.pop(name, None)

    def forget(self) -> None:
        """What a stroke did was given up: build from the plan again."""
        self._layers, self._held, self.painted = [], {}, None
        self.revision += 1

    def _follow(self, wanted: dict[str, MaskRef]) -> None:
        new = [name for name, ref in wanted.items() if self._held.get(name) != ref.sha256]
        gone = [name for name in self._held if name not in wanted]
        if len(new) + len(gone) > len(wanted) // 2:
            self._layers, self._held = [], {}
            new, gone = list(wanted), []
        for layer in self._layers:
            for name in (*new, *gone):
                layer.block.clear(name)
        for name in gone:
            del self._held[name]
        for name in new:
            mask = self._masks.get(wanted[name])
            on = next((layer for layer in self._layers if layer.block.parent.same_place(mask.parent)), None)
            if on is None:
                on = Layer(LabelBlock(mask.parent), wanted[name].series_uid)
                self._layers.append(on)
            on.block.put(name, mask)
            self._held[name] = wanted[name].sha256
        self.revision += 1
