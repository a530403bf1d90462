"""Writing a programme as TOML: the same programme always gives the same text, and reads back equal."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import tomli_w

from eduboard.formats import drop_point
from eduboard.programmes.loading import YELLOW_FROM
from eduboard.programmes.model import KEYS, Item, Ladder, Programme, Section
from eduboard.texts.programmes import FILE_HEAD


def dump_programme(programme: Programme) -> str:
    """Write a programme file: the explanation of the keys, the programme, then each section with its items."""
    head = {
        "name": programme.name,
        "district": programme.district,
        "source": programme.source,
        "start": programme.start,
    }
    if programme.yellow_from != YELLOW_FROM:
        head["yellow_from"] = programme.yellow_from  # type: ignore[assignment]
    parts = [FILE_HEAD, _table(head)]
    for ladder in programme.ladders:
        parts += _ladder(ladder)
    for section in programme.sections:
        parts += _section(section)
    return "\n".join(parts)


def _ladder(ladder: Ladder) -> list[str]:
    head = f"[[ladders]]\n{_table({'name': ladder.name, 'level': ladder.level})}"
    return [head, *(f"[[ladders.rungs]]\n{_table(asdict(rung))}" for rung in ladder.rungs)]


def _section(section: Section) -> list[str]:
    head = f"[[sections]]\n{_table({'title': section.title, 'heading': section.heading})}"
    return [head, *(f"[[sections.items]]\n{_table(_item(item))}" for item in section.items)]


def _item(item: Item) -> dict[str, Any]:
    values = asdict(item)
    return {key: values[key] for key in ("kind", *KEYS[item.kind])}


def _table(values: dict[str, Any]) -> str:
    """Write one table's own keys, those that say something; whole numbers without a decimal point."""
    return tomli_w.dumps({key: _plain(value) for key, value in values.items() if value not in ("", None, ())})


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else drop_point(value)
