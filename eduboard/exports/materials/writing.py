"""A paper as blocks, and the Word file that they become; the same blocks are what the page shows beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from eduboard.exports.word.document import Figure, OfficialDocument
from eduboard.exports.word.markup import Table
from eduboard.texts import materials as texts


@dataclass(frozen=True)
class Title:
    """A title in front of a paper, or of each place's page of it."""

    text: str
    on_new_page: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading; the document numbers it."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """A paragraph of running text."""

    text: str


Block = Title | Heading | Text | Figure | Table


@dataclass(frozen=True)
class Material:
    """A finished paper: its blocks from top to bottom, and what nobody may overlook."""

    title: str
    author: str
    file_name: str
    made_at: datetime
    blocks: tuple[Block, ...]
    is_demo: bool = False
    is_published: bool = False


def write_material(material: Material) -> bytes:
    """Write the .docx file."""
    document = OfficialDocument(material.title, material.author, material.made_at)
    if material.is_demo:
        document.mark_pages(texts.DEMO_HEADER)
    is_noted = False
    for block in material.blocks:
        match block:
            case Title():
                document.add_title(block.text, on_new_page=block.on_new_page)
                if not is_noted:
                    _add_notices(document, material)
                    is_noted = True
            case Heading():
                document.add_heading(block.text, block.level)
            case Text():
                document.add_paragraph(block.text)
            case Figure():
                document.add_figure(block)
            case Table():
                document.add_table(block, is_numbered=True)
    return document.to_bytes()


def _add_notices(document: OfficialDocument, material: Material) -> None:
    if material.is_demo:
        document.add_notice(texts.DEMO_NOTICE)
    if material.is_published:
        document.add_notice(texts.PUBLISHED_NOTICE)
