"""Two import-linter contracts that read like the sentences of the design: who may import which library."""

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

Offence = tuple[str, str, int]
"""Importing module, imported library, line number."""


def offences(graph: ImportGraph, rooms: set[str], libraries: set[str]) -> list[Offence]:
    """Every direct import of one of `libraries` by a module inside one of `rooms` (top-level names)."""
    found = []
    for library in sorted(libraries & graph.modules):
        for importer in sorted(graph.find_modules_that_directly_import(library)):
            if room_of(importer) in rooms:
                details = graph.get_import_details(importer=importer, imported=library)
                found.append((importer, library, details[0]["line_number"] if details else 0))
    return found


def room_of(module: str) -> str:
    """Top-level name inside the package: "spineplan.render.reslice" -> "render"; "" for the package itself."""
    return module.split(".")[1] if "." in module else ""


def rooms_in(graph: ImportGraph) -> set[str]:
    """Every room of the tree, and "" for the package itself."""
    return {room_of(module) for module in graph.modules if module.split(".")[0] == "spineplan"}


def third_party(graph: ImportGraph) -> set[str]:
    """Root names of the libraries the tree imports."""
    return {m for m in graph.modules if m.split(".")[0] != "spineplan" and m not in sys.stdlib_module_names}


class _RoomsAndLibraries(Contract):
    rooms = fields.SetField(subfield=fields.StringField())
    libraries = fields.SetField(subfield=fields.StringField())

    def found(self, graph: ImportGraph) -> list[Offence]:
        raise NotImplementedError

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        found = self.found(graph)
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, library, line in check.metadata["found"]:
            output.print_error(f"{importer} must not import {library} (line {line})")


class OnlyIn(_RoomsAndLibraries):
    """`libraries` are imported nowhere but in `rooms`."""

    def found(self, graph: ImportGraph) -> list[Offence]:
        return offences(graph, rooms_in(graph) - set(self.rooms), set(self.libraries))


class NeedsOnly(_RoomsAndLibraries):
    """`rooms` import no third-party library but `libraries`."""

    def found(self, graph: ImportGraph) -> list[Offence]:
        return offences(graph, set(self.rooms), third_party(graph) - set(self.libraries))
