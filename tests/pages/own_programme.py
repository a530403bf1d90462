"""A programme of one's own beside the store: its file, and its page."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages.board import UNSPEAKABLE, open_page, text_of

PROGRAMME = """name = "工作室工程"
district = "990100"
source = "《文件》"
start = "2025Q1"

[[ladders]]
name = "教师梯队"

[[ladders.rungs]]
title = "教学新秀"

[[ladders.rungs]]
title = "名师"
item = "名师"

[[sections]]
title = "队伍"
heading = "一、队伍建设"

[[sections.items]]
kind = "target"
name = "工作室"
quote = "建成工作室<b>100</b>个"
metric = "studios"
unit = "个"
target = 100
direction = "不低于"
start = "2025Q1"
due = "2025Q4"

[[sections.items]]
kind = "target"
name = "名师"
metric = "famous_teachers"
unit = "名"
target = 10
direction = "不低于"
start = "2025Q1"
due = "2026Q4"

[[sections.items]]
kind = "target"
name = "每县工作室"
metric = "studios"
unit = "个"
target = 30
direction = "不低于"
start = "2025Q1"
due = "2025Q3"
each = "district"

[[sections.items]]
kind = "result"
name = "论文"
metric = "papers"
unit = "篇"

[[sections.items]]
kind = "duty"
name = "校长听课"
role = "校长"
activity = "听课"
interval = "学期"
unit = "节/学期"
target = 30
direction = "不低于"

[[sections.items]]
kind = "rule"
name = "动态管理"
quote = "有进有出"
"""
WITHOUT_LADDERS = PROGRAMME[: PROGRAMME.index("[[ladders]]")] + PROGRAMME[PROGRAMME.index("[[sections]]") :]


def write(database: Path, name: str, text: str = PROGRAMME) -> Path:
    """Put a programme file where the pages look for it."""
    path = database.parent / "programmes" / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def page(part: str = "progress", **query: str) -> AppTest:
    """Open a part of the programme's page."""
    at = open_page("programmes", programme="studios", part=part, **query)
    assert not at.exception
    assert not at.error
    assert UNSPEAKABLE.findall(text_of(at)) == []
    return at
