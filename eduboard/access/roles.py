"""Roles and what each may do.  A role is a set of rights; rights are what the product asks for."""

from __future__ import annotations

from enum import StrEnum


class Right(StrEnum):
    """Something that not everybody may do.  Seeing is bounded by districts, for a school's account by its school."""

    HAND_IN = "hand_in"
    REVIEW = "review"
    EXPORT = "export"
    SEE_DISTRICTS = "see_districts"
    SEE_NAMES = "see_names"
    ADMINISTER = "administer"


LEADER = "领导"
CLERK = "数据员"
REVIEWER = "审核员"
SECRETARY = "文秘"
ADMINISTRATOR = "管理员"

RIGHTS: dict[str, frozenset[Right]] = {
    LEADER: frozenset({Right.SEE_DISTRICTS, Right.EXPORT}),
    CLERK: frozenset({Right.SEE_DISTRICTS, Right.HAND_IN, Right.EXPORT}),
    REVIEWER: frozenset({Right.SEE_DISTRICTS, Right.HAND_IN, Right.REVIEW, Right.EXPORT, Right.SEE_NAMES}),
    SECRETARY: frozenset({Right.SEE_DISTRICTS, Right.EXPORT}),
    ADMINISTRATOR: frozenset(Right),
}
"""By role.  A clerk exports as well: what may be seen on the screen may be taken along, and nothing else."""


def rights_of(role: str) -> frozenset[Right]:
    """Give a role's rights; a role nobody knows has none."""
    return RIGHTS.get(role, frozenset())
