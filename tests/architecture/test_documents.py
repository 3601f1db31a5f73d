"""The documents point at things that exist."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, name_of

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_that_every_link_leads_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [t for t in targets if not (document.parent / t).exists()] == []


def test_that_the_readme_lists_every_verb() -> None:
    from spineplan.cli.verbs import VERBS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [verb for verb in VERBS if f"`spineplan {verb} " not in readme] == []


def test_that_every_decision_is_listed_under_a_number_of_its_own() -> None:
    folder = ROOT / "docs" / "decisions"
    pages = sorted(page.name for page in folder.glob("[0-9]*.md"))
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [page for page in pages if f"]({page})" not in index] == []
    numbers = [page[:4] for page in pages]
    assert sorted(set(numbers)) == numbers
