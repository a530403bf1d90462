"""A paper as blocks, and the Word file that they become; the same blocks are what the page shows beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from eduboard.exports.blocks import Figure, Table
from eduboard.exports.safety import safe_file_name
from eduboard.exports.word.document import OfficialDocument
from eduboard.metrics.results import Caption
from eduboard.texts import materials as texts
from eduboard.texts import outward as outward_texts


@dataclass(frozen=True)
class Title:
    """A title in front of a paper, or of each place's page of it."""

    text: str
    on_new_page: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading; the document numbers it.  ``point`` is what its part comes down to, without full stop."""

    text: str
    level: int = 1
    point: str = ""


@dataclass(frozen=True)
class Text:
    """A paragraph of running text."""

    text: str


Block = Title | Heading | Text | Figure | Table


@dataclass(frozen=True)
class Material:
    """A finished paper: its blocks from top to bottom, and what nobody may overlook.

    ``period`` is written out; ``file_name`` has no ending: the same blocks become a document or slides.
    ``hide_below`` is the least count that it tells where it leaves the house (对外), '' where it is for the house.
    """

    title: str
    author: str
    file_name: str
    made_at: datetime
    blocks: tuple[Block, ...]
    period: str = ""
    is_demo: bool = False
    is_published: bool = False
    hide_below: str = ""

    @property
    def mark(self) -> str:
        """What stands on every page: whom the paper is for, and that its data is invented."""
        return page_mark(self.hide_below, is_demo=self.is_demo)

    @property
    def notices(self) -> tuple[str, ...]:
        """What is said beneath the title."""
        return paper_notices(
            self.hide_below,
            sum(caption.hidden for caption in self.captions),
            is_demo=self.is_demo,
            is_published=self.is_published,
        )

    @property
    def captions(self) -> tuple[Caption, ...]:
        """The captions of all figures and tables that can be traced, each once."""
        shown = (block.traced for block in self.blocks if isinstance(block, (Figure, Table)))
        return tuple(dict.fromkeys(caption for caption in shown if caption is not None))


def paper_name(stem: str, hide_below: str) -> str:
    """Name a paper's file, without ending; one that leaves the house (对外) says so."""
    return safe_file_name(stem + (outward_texts.FILE_SUFFIX if hide_below else ""))


def page_mark(hide_below: str, *, is_demo: bool) -> str:
    """Mark pages that are for the house, and those that tell of invented data."""
    marks = ([texts.DEMO_HEADER] if is_demo else []) + ([] if hide_below else [outward_texts.INTERNAL])
    return outward_texts.MARKS_JOIN.join(marks)


def paper_notices(hide_below: str, hidden: int, *, is_demo: bool, is_published: bool) -> tuple[str, ...]:
    """Say what nobody may overlook: invented data, excerpts, and how much is not told and why."""
    external = outward_texts.NOTICE_HIDDEN if hidden else outward_texts.NOTICE
    said = (
        (is_demo, texts.DEMO_NOTICE),
        (is_published, texts.PUBLISHED_NOTICE),
        (bool(hide_below), external.format(count=hidden, least=hide_below)),
    )
    return tuple(notice for applies, notice in said if applies)


def write_material(material: Material) -> bytes:
    """Write the .docx file."""
    document = OfficialDocument(material.title, material.author, material.made_at)
    if material.mark:
        document.mark_pages(material.mark)
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
    for notice in material.notices:
        document.add_notice(notice)
