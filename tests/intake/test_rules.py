"""Each rule of queries/checks has a file that just breaks it and one that just does not.

What a rule holds a file against lies beside the two as ``published/<dataset>.csv``, and is published first.
"""

from pathlib import Path

import pytest

from eduboard.intake.rules import asks_for_explanation
from eduboard.store.queries import load_folder
from tests.intake.conftest import Check, Load

FIXTURES = Path(__file__).parent / "checks"
RULES = {query.header["rule"]: query for query in load_folder("checks") if not asks_for_explanation(query)}
"""Those of experience (经验校验) look at earlier quarters, too: ``test_experience``."""


def dataset_of(rule: str) -> str:
    dataset, _, _ = rule.partition(".")
    return "classes" if dataset == "any" else dataset


def test_every_rule_has_its_two_files_and_every_file_its_rule() -> None:
    assert {path.name for path in FIXTURES.iterdir()} == set(RULES)
    for folder in FIXTURES.iterdir():
        assert {path.name for path in folder.iterdir()} - {"published"} == {"violating.csv", "passing.csv"}


@pytest.fixture
def published(rule: str, load: Load) -> None:
    """Publish what the rule holds its files against."""
    for file in sorted((FIXTURES / rule / "published").glob("*.csv")):
        assert load(file.read_bytes(), dataset=file.stem).batch is not None


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("rule", RULES)
def test_a_file_that_just_breaks_the_rule_is_found(rule: str, check: Check) -> None:
    report = check((FIXTURES / rule / "violating.csv").read_bytes(), dataset=dataset_of(rule))
    findings = report.errors if RULES[rule].header["级别"] == "error" else report.warnings
    assert [finding.rule for finding in findings] == [rule]
    assert findings[0].line is not None
    assert "{" not in findings[0].message
    assert "None" not in findings[0].message


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("rule", RULES)
def test_a_file_that_just_keeps_the_rule_is_clean(rule: str, check: Check) -> None:
    report = check((FIXTURES / rule / "passing.csv").read_bytes(), dataset=dataset_of(rule))
    assert report.errors == ()
    assert report.warnings == ()


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_lies_in_the_folder_of_its_dataset_and_bears_its_own_name(rule: str) -> None:
    folder, name = RULES[rule].path.split("/")[1:]
    assert rule == f"{folder}.{name}"
