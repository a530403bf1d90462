"""One call for every kind of paper."""

from __future__ import annotations

from collections.abc import Callable

from eduboard.exports.materials.bulletin import build_bulletin
from eduboard.exports.materials.one_pager import build_one_pagers
from eduboard.exports.materials.order import BULLETIN, MATERIAL, ONE_PAGER, THEME
from eduboard.exports.materials.parts import Desk
from eduboard.exports.materials.school_page import build_school_page
from eduboard.exports.materials.themed import build_material_paper, build_theme_paper
from eduboard.exports.materials.writing import Material

_BUILD: dict[str, Callable[[Desk], Material]] = {
    MATERIAL: build_material_paper,
    BULLETIN: build_bulletin,
    THEME: build_theme_paper,
    ONE_PAGER: build_one_pagers,
}


def build_material(desk: Desk) -> Material:
    """Build the paper that the desk's order asks for, for the viewer of its session."""
    return build_school_page(desk) if desk.order.school else _BUILD[desk.order.document](desk)
