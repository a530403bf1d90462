"""docs/security.md claims nothing that no test holds."""

import re

import pytest

from eduboard.settings import PROJECT_ROOT

NAMED = sorted(
    set(
        re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (PROJECT_ROOT / "docs" / "security.md").read_text("utf-8"))
    )
)


def test_there_is_something_to_hold() -> None:
    assert len(NAMED) > 30


@pytest.mark.parametrize(("file", "name"), NAMED, ids=[name for _, name in NAMED])
def test_a_test_that_is_named_exists(file: str, name: str) -> None:
    assert f"def {name}(" in (PROJECT_ROOT / file).read_text(encoding="utf-8")
