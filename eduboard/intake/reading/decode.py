"""Bytes to text: UTF-8, UTF-16 or GB18030, strictly, or a refusal. Nothing is ever replaced or guessed at.

The GBK bytes of 学校, 小学, 学时, 转学, 一, 女 are also valid UTF-8 (``Сѧ``), so a file whose only Chinese is
one of them decodes without an error both ways. Which reading is meant is decided by script: a reading made
of common hanzi wins over one made of stray Cyrillic or Latin letters.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

from eduboard.errors import UnusableFile
from eduboard.texts.files import FILE_KINDS

_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003134f]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# Latin letters inside a word, and signs that follow a figure, speak for UTF-8.
_EUROPEAN = re.compile("[a-z][\u00c0-\u024f]|[\u00c0-\u024f][a-z]|[0-9][°±²³×÷]")
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x19\x1c-\x1f\x7f]")
_SAMPLE = 1 << 16
_AMBIGUOUS_AT_MOST = 4096
_RARE_AT_LEAST = 6
_WRITTEN_AT_LEAST = 0.5

_SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM\x00", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"SQLite format 3", "database"),
    (b"MIME-Version:", "web_archive"),
    (b"{\\rtf", "word"),
)


_OLD_WORKBOOKS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00\x00\x05")
"""How workbooks of Excel 2 to 5 begin that lie in no container."""


@dataclass(frozen=True)
class Decoded:
    """A file's text and the encoding it was in: utf-8, utf-8-sig, utf-16 or gb18030."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Return the text of ``data``; raise UnusableFile when it has none or no reading is certain."""
    if not data.strip(b"\x00\x1a \t\r\n"):
        raise UnusableFile("file.empty")
    _refuse_other_kinds(data)
    if data.startswith(codecs.BOM_UTF8):
        return Decoded(_strict(data[3:], "utf-8"), "utf-8-sig")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(_utf16(data), "utf-16")
    if b"\x00" in data:
        return Decoded(_utf16_without_mark(data), "utf-16")
    if _CONTROLS.search(data, 0, _SAMPLE):
        raise UnusableFile("file.binary", kind=FILE_KINDS["unknown"])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as utf8_failure:
        return Decoded(_gb18030(data, utf8_failure), "gb18030")
    if not text.isascii():
        other = _gb18030_instead(data, text)
        if other is not None:
            return Decoded(other, "gb18030")
    return Decoded(_without_marks(text), "utf-8")


def _refuse_other_kinds(data: bytes) -> None:
    if data.startswith(_OLD_WORKBOOKS):
        raise UnusableFile("file.old_workbook")
    kind = binary_kind(data)
    if kind:
        raise UnusableFile("file.binary", kind=FILE_KINDS[kind])


def binary_kind(data: bytes) -> str | None:
    """Return a key of ``texts.FILE_KINDS`` for files that are known to be no tables."""
    return next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as failure:
        _refuse_mixed(data)
        raise UnusableFile("file.encoding", line=_line_at(data, failure.start)) from failure
    if "\x00" in text:
        raise UnusableFile("file.binary", kind=FILE_KINDS["unknown"])
    if not text.strip():
        raise UnusableFile("file.empty")
    return _without_marks(text)


def _without_marks(text: str) -> str:
    """Take off the end mark of old systems, and the byte order marks of files that were glued on."""
    text = text.rstrip("\x1a")
    return text.replace("\n\ufeff", "\n") if "\ufeff" in text else text


def _line_at(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _utf16(data: bytes) -> str:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as failure:
        raise UnusableFile("file.encoding", line=data.count(b"\n\x00", 0, failure.start) + 1) from failure
    if "\x00" in text:
        raise UnusableFile("file.binary", kind=FILE_KINDS["unknown"])
    if not text.strip():
        raise UnusableFile("file.empty")
    return _without_marks(text)


def _utf16_without_mark(data: bytes) -> str:
    """Read UTF-16 without a byte order mark in the one order that gives a written text."""
    readings = []
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and not _CONTROLS.search(text[:_SAMPLE].encode("utf-8")):
            readings.append((_written_share(text[:_SAMPLE]), text))
    share, text = max(readings, default=(0.0, ""))
    if share < _WRITTEN_AT_LEAST or not text.strip():
        raise UnusableFile("file.binary", kind=FILE_KINDS["unknown"])
    return _without_marks(text)


def _written_share(text: str) -> float:
    """Return how much of a text is ASCII or everyday Chinese."""
    others = _NOT_ASCII.findall(text)
    return (len(text) - len(others) + len(others) * _common_share(others)) / max(len(text), 1)


def _gb18030(data: bytes, utf8_failure: UnicodeDecodeError) -> str:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as failure:
        _refuse_mixed(data)
        # Text of the other encoding fails near its start; what is spoilt is where the better reading breaks off.
        line = _line_at(data, max(utf8_failure.start, failure.start))
        raise UnusableFile("file.encoding", line=line) from failure
    _refuse_mixed(data)
    letters = _NOT_ASCII.findall(text, 0, _SAMPLE)
    if len(set(letters)) >= _RARE_AT_LEAST and _common_share(letters) < _WRITTEN_AT_LEAST:
        raise UnusableFile("file.encoding", line=_line_at(data, utf8_failure.start))
    return _without_marks(text)


def _refuse_mixed(data: bytes) -> None:
    """Refuse a file in which some lines are UTF-8 and others GB18030: two files glued together."""
    parts = [(0, data[:_SAMPLE])]
    if len(data) > _SAMPLE:
        cut = data.find(b"\n", len(data) - _SAMPLE) + 1
        parts.append((_line_at(data, cut) - 1, data[cut:]))
    utf8_lines: list[int] = []
    other_lines: list[int] = []
    for before, part in parts:
        for number, line in enumerate(part.split(b"\n"), start=before + 1):
            if line.isascii():
                continue
            if _is_utf8_chinese(line):
                utf8_lines.append(number)
            elif _is_gb18030_chinese(line):
                other_lines.append(number)
    if utf8_lines and other_lines:
        raise UnusableFile("file.mixed_encoding", line=min(utf8_lines, other_lines, key=len)[0])


def _is_gb18030_chinese(line: bytes) -> bool:
    try:
        return _common_share(_NOT_ASCII.findall(line.decode("gb18030"))) == 1
    except UnicodeDecodeError:
        return False


def _is_utf8_chinese(line: bytes) -> bool:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    letters = _NOT_ASCII.findall(text)
    hanzi = _CJK.findall(text)
    if len(hanzi) < 2 or len(hanzi) < len(letters) or _common_share(letters) < 1:
        return False
    try:
        return _common_share(_NOT_ASCII.findall(line.decode("gb18030"))) < 1
    except UnicodeDecodeError:
        return True


def _gb18030_instead(data: bytes, text: str) -> str | None:
    """Return the GB18030 reading of bytes that are valid UTF-8, where it is the one that was meant."""
    hanzi = _CJK.search(text) is not None
    if hanzi and len(data) > _AMBIGUOUS_AT_MOST:
        return None
    letters = _NOT_ASCII.findall(text)
    if hanzi and _common_share(letters) == 1:
        return None
    if not hanzi and _EUROPEAN.search(text):
        return None
    try:
        other = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    others = _NOT_ASCII.findall(other)
    return other if _CJK.search(other) and _common_share(others) == 1 else None


def _common_share(letters: list[str]) -> float:
    """Return how many of the characters are in GB 2312, the set of everyday Chinese."""
    if not letters:
        return 1.0
    return sum(map(_is_common, letters)) / len(letters)


@lru_cache(maxsize=1 << 16)
def _is_common(letter: str) -> bool:
    try:
        pair = letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    # Rows A4 to A9 are kana, Greek, Cyrillic and box lines.
    return not 0xA4 <= pair[0] <= 0xA9
