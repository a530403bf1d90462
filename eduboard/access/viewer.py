"""Who is looking: every read and write of the store is made for a viewer."""

from __future__ import annotations

from dataclasses import dataclass

from eduboard.access.roles import ADMINISTRATOR, Right, rights_of


@dataclass(frozen=True)
class Viewer:
    """A person (or the machine itself), their role, and the districts that are theirs.

    ``districts`` is a tuple of six-digit codes, or None for all of them.  Who ``sees_all`` may look at every
    district's figures but hands in for their own only; who belongs to a ``school`` hands in for that school only,
    and sees that school only unless they see all.
    """

    name: str
    role: str
    districts: tuple[str, ...] | None = None
    sees_all: bool = False
    school: str = ""
    sees_names: bool = False
    account: str = ""

    @property
    def visible(self) -> tuple[str, ...] | None:
        """The districts that may be seen, None for all."""
        return None if self.sees_all else self.districts

    @property
    def only_school(self) -> str:
        """The one school whose data may be seen, '' for who is not bound to one."""
        return "" if self.sees_all else self.school

    @property
    def sight(self) -> tuple[tuple[str, ...] | None, str, bool]:
        """All that decides what the viewer sees; part of every cache key, so that nobody gets what others may see."""
        return self.visible, self.only_school, self.may_see_names

    def may_see(self, district: str) -> bool:
        """Tell whether rows of this district may be shown to the viewer."""
        return self.visible is None or district in self.visible

    def may_hand_in(self, district: str, school: str = "") -> bool:
        """Tell whether the viewer may publish, withdraw or restore rows of this district, or of one of its schools.

        ``school`` is '' for what the district hands in as a whole: for a school's account that is not its own.
        """
        is_own_district = self.districts is None or district in self.districts
        return self.has(Right.HAND_IN) and is_own_district and self.school in ("", school)

    def has(self, right: Right) -> bool:
        """Tell whether the viewer's role carries a right; to see districts is not for a school's account."""
        if right is Right.SEE_DISTRICTS and self.only_school:
            return False
        return right in rights_of(self.role)

    @property
    def may_see_names(self) -> bool:
        """Tell whether names of persons are shown in full."""
        return self.sees_names or self.has(Right.SEE_NAMES)


LOCAL_USER = Viewer(name="本机用户", role=ADMINISTRATOR)
