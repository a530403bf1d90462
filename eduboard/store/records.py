"""What the store keeps of a hand-in: scopes, batches, what waits to become one, and explanations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

SUBMITTED = "submitted"
DEMO = "demo"
PUBLISHED = "published"
"""Kinds of batches: a full hand-in, invented demo data, an excerpt from a published paper (what an excerpt
does not mention is unknown, not zero)."""


IN_FORCE = "已发布"
TAKEN_BACK = "已撤回"
"""What a batch's status is called, here and in ``batch_status``."""
LEAVE_OUT = "leave_out"
"""What is done to a batch whose rows a rebuild could not give back."""
KEEP_ROWS = "keep_rows"
"""What is done to a batch whose rows stay as they are although its original reads otherwise today; the event's detail
is the SHA-256 under which they are kept beside the originals."""
STATUS_AFTER = {"withdraw": TAKEN_BACK, "restore": IN_FORCE}

LOCAL_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Scope:
    """What one publication replaces: a dataset's rows of one period and district, or of one ``school`` of them.

    Without a school it is the whole district, with what its schools have handed in themselves before.
    """

    dataset: str
    period: str
    district: str
    row_count: int
    annual: bool
    school: str = ""

    @property
    def key(self) -> str:
        """``period/district``, as the queries take it; a school of its own has a key of its own behind it."""
        return f"{self.cell}/{self.school}" if self.school else self.cell

    @property
    def cell(self) -> str:
        """``period/district``: where the district and its schools lie over each other."""
        return f"{self.period}/{self.district}"


@dataclass(frozen=True)
class Explanation:
    """What a person said of an implausible value (经验校验) before it was published; it follows the number.

    ``rule`` found ``observation`` in this period and district; ``school`` and ``metric`` narrow it, '' when the
    rule looked at a whole district or at rows rather than an indicator.
    """

    rule: str
    period: str
    district: str
    school: str
    metric: str
    observation: str
    sentence: str


@dataclass(frozen=True)
class Batch:
    """One hand-in as it is registered."""

    sequence: int
    batch: str
    dataset: str
    file_name: str
    sha256: str
    row_count: int
    published_by: str
    published_at: datetime
    kind: str
    explanation: str
    reading: str
    scopes: tuple[Scope, ...]
    explanations: tuple[Explanation, ...] = ()
    content: str = ""
    """The digest of its rows, as ``store.content`` writes it; '' of batches from before there was one."""


@dataclass(frozen=True)
class Incoming:
    """Checked rows that wait to be published: the session's temporary table that holds them, and their scopes.

    ``places`` are the scopes' numbers in the table's column ``place``; a single scope needs none.  ``reading`` says
    how the table was found in its file, so that a rebuild finds the same one.
    """

    dataset: str
    table: str
    scopes: tuple[Scope, ...]
    places: tuple[int, ...] = (0,)
    reading: str = "{}"
    explanations: tuple[Explanation, ...] = ()

    @property
    def school(self) -> str:
        """The school that hands it in for itself, '' where a district does."""
        return self.scopes[0].school if self.scopes else ""

    @property
    def scope_numbers(self) -> tuple[int, ...]:
        """The scopes' numbers, 0 for a single one."""
        return self.places if len(self.scopes) > 1 else tuple(range(len(self.scopes)))

    @property
    def scope_number_sql(self) -> str:
        """The number of a row's scope in SQL."""
        return "place" if len(self.scopes) > 1 else "0"


@dataclass(frozen=True)
class HandIn:
    """What all batches of one uploaded file have in common."""

    file_name: str
    sha256: str
    kind: str = SUBMITTED
    explanation: str = ""
    handed_in_by: str = ""
    """Who handed it in, '' for who publishes it."""


def now() -> datetime:
    """The time in China, without zone, as the store keeps it."""
    return datetime.now(LOCAL_ZONE).replace(tzinfo=None)
