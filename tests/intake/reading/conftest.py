"""What the tests of reading share: the vocabulary of the contracts."""

from __future__ import annotations

import pytest

from eduboard.contracts import load_contracts
from eduboard.intake.reading.headers import header_key


@pytest.fixture(scope="session")
def vocabulary() -> frozenset[str]:
    return frozenset(
        header_key(name) for c in load_contracts().values() for f in c.fields for name in f.titles
    )


@pytest.fixture(scope="session", params=["with the contracts' names", "with nothing"])
def any_vocabulary(request: pytest.FixtureRequest, vocabulary: frozenset[str]) -> frozenset[str]:
    """Run a test twice: with the names of the contracts, and as `look` does, without."""
    return vocabulary if request.param.startswith("with the") else frozenset()
