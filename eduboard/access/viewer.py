"""Who is looking: every read and write of the store is made for a viewer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Viewer:
    """A person (or the machine itself) and the districts they may see.

    ``districts`` is a tuple of six-digit codes, or None for all of them.
    """

    name: str
    role: str
    districts: tuple[str, ...] | None = None

    def may_see(self, district: str) -> bool:
        """Tell whether rows of this district may be shown to the viewer."""
        return self.districts is None or district in self.districts


LOCAL_USER = Viewer(name="本机用户", role="管理员")
