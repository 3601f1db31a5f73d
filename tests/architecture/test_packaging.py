"""What is installed: the tested versions fit what the project asks for, and the licences fit the project's."""

import importlib.metadata
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WANTED = [Requirement(r) for r in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]]
PINNED = {
    canonicalize_name(name): version
    for name, version in re.findall(
        r"^([\w.-]+)==(\S+)$", (ROOT / "installer/constraints.txt").read_text(), re.MULTILINE
    )
}


@pytest.mark.parametrize("wanted", WANTED, ids=lambda r: r.name)
def test_that_the_tested_version_is_one_that_is_asked_for(wanted: Requirement) -> None:
    assert canonicalize_name(wanted.name) in PINNED, "run `make lock`"
    assert PINNED[canonicalize_name(wanted.name)] in wanted.specifier, "run `make lock`"


def test_that_no_dependency_is_under_a_licence_that_would_bind_ours() -> None:
    """GPL and AGPL bind what links to them; LGPL libraries that stay replaceable do not."""
    strict = re.compile(r"(?<![LlA-Za-z])A?GPL|GNU (Affero )?General Public", re.IGNORECASE)
    binding = []
    for wanted in WANTED[: len(PROJECT["dependencies"])]:
        about = importlib.metadata.metadata(wanted.name)
        stated = [about.get("License-Expression") or "", *(about.get_all("Classifier") or [])]
        licences = " ".join(line for line in stated if line == stated[0] or line.startswith("License"))
        if strict.search(licences) and "LGPL" not in licences and "Lesser" not in licences:
            binding.append(wanted.name)
    assert binding == []
