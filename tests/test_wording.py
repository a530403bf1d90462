"""No Chinese sentence stands outside its place: eduboard/texts, contracts, SQL headers and data.

Single words of the domain (学段, 时点, 已发布 …) are values that code compares and may stand in code.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    path
    for folder in ("eduboard", "pages")
    for path in (ROOT / folder).rglob("*.py")
    # What the reader recognises in files (合计, 注：, 第一学期 …) is its grammar, not what it says.
    if path.parent not in (ROOT / "eduboard" / "texts", ROOT / "eduboard" / "intake" / "reading")
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE = re.compile(r"[\u4e00-\u9fff][，。；！？]|[\u4e00-\u9fff]{10,}")


def strings_of(path: Path) -> Iterator[tuple[int, str]]:
    """The string constants of a module, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    # A bare string after an assignment documents it.
    docstrings |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_code_holds_no_chinese_sentence(path: Path) -> None:
    found = [(line, text) for line, text in strings_of(path) if _SENTENCE.search(text)]
    assert found == []


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=lambda path: path.name)
def test_a_page_holds_no_chinese_at_all(path: Path) -> None:
    assert [text for _, text in strings_of(path) if _CHINESE.search(text)] == []
