"""How panes share the images area, as plain values."""

from dataclasses import dataclass

from spineplan.session.view_state import PLANES, PaneName, ViewState


@dataclass(frozen=True)
class Cell:
    """One pane."""

    pane: PaneName
    compare: bool = False


@dataclass(frozen=True)
class Split:
    """Parts side by side (across) or one above the other, with their shares."""

    across: bool
    parts: tuple["Cell | Split", ...]
    shares: tuple[int, ...]


Arrangement = Cell | Split


def arrangement(view: ViewState) -> Arrangement:
    """What the view's layout shows; a maximised pane fills everything."""
    if view.maximised is not None:
        return Cell(view.maximised)
    if view.layout == "one_up":
        return Cell(view.one_up)
    return _layout(view)


def _layout(view: ViewState) -> Arrangement:
    layout, plane = view.layout, view.one_up
    if layout == "sagittal_first":
        beside = Split(False, (Cell("axial"), Cell("coronal")), (1, 1))
        return Split(True, (Cell("sagittal"), beside), (3, 2))
    if layout == "spine":
        column = Split(False, (Cell("axial"), Cell("sagittal")), (1, 1))
        return Split(True, (Cell("straight_sagittal"), Cell("straight_coronal"), column), (5, 4, 5))
    if layout == "trajectory":
        return _two_by_two(
            Cell("needle_axial"), Cell("needle_sagittal"), Cell("bulls_eye"), Cell(view.beside_bulls_eye)
        )
    if layout == "compare":
        shown: PaneName = plane if plane in PLANES else "axial"
        return Split(True, (Cell(shown), Cell(shown, compare=True)), (1, 1))
    return _two_by_two(Cell("axial"), Cell("sagittal"), Cell("coronal"), Cell("scene"))


def _two_by_two(a: Cell, b: Cell, c: Cell, d: Cell) -> Split:
    return Split(False, (Split(True, (a, b), (1, 1)), Split(True, (c, d), (1, 1))), (1, 1))


def cells(arranged: Arrangement) -> list[Cell]:
    """The panes of an arrangement, from the upper left on."""
    if isinstance(arranged, Cell):
        return [arranged]
    return [cell for part in arranged.parts for cell in cells(part)]
