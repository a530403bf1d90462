"""A look through an XLSX before anything opens it: its true size, how far its cells reach, what failed.

The reader behind keeps a sheet as a full rectangle, so two cells in opposite corners would take all memory, and each
shared string anew for each cell that shows it.  It also leaves out the result of a failed formula, which must not
pass for an empty cell, what is a share of a hundred, and what is hidden.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from eduboard.errors import UnusableFile
from eduboard.intake.reading.archive import CHUNK, UNPACKED_LIMIT, megabytes, open_archive, refuse_bomb
from eduboard.intake.reading.marks import PERCENT_FORMATS, Marks, is_percent_format
from eduboard.intake.reading.open_document import VISIBILITY, find_hidden
from eduboard.intake.reading.raised import RAISED, cells_showing, find_raised, find_raised_inline
from eduboard.texts.files import FILE_KINDS, UNCOMPUTED

_AREA_LIMIT = 30_000_000
_SHARED_TEXT_LIMIT = 512 * 1024**2
_LONGEST_PIECE = 4 << 20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

# Columns up to Z need no counting: no sheet that narrow is too large.
_NARROW = 26
_CELL = b"<c "
_ROW_END = b"</row>"
# With every digit a nought the rows of a large sheet are of a few shapes, and each shape is looked at once.
_SHAPE = bytes.maketrans(b"123456789", b"0" * 9)
_NUMBERING = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"A" * 26)
_LEADING_NOUGHTS = (b'="A0', b'="AA0', b'="AAA0')
_COLUMN = re.compile(rb'<c r="([A-Z]{2,3})[0-9]')
_ROW = re.compile(rb'<c r="[A-Z]{1,3}([0-9]+)"')
# A cell that is not written as office programs do: its place first and once, in capitals, within what a sheet can hold.
_ODD_CELL = re.compile(
    rb'<c (?!r="[A-Z]{1,3}(?:[1-9][0-9]{0,5}|10[0-4][0-9]{4})"(?: (?:s|t|cm|vm|ph)="[a-zA-Z0-9]{0,12}")*/?>)'
    rb"|<c[\t\r\n/>]"
)
_ODD_NAME = re.compile(rb":(?:c|si)[\t\r\n />]")
_FAILED = re.compile(
    rb'<(?:x:)?c (?=[^>]*t="e")[^>]*?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*>(?:<(?:x:)?f\b[^>]*(?:/>|>[^<]*</(?:x:)?f>))?'
    rb"<(?:x:)?v>(#[^<]{1,20})</"
)
# A formula whose result nobody has stored: the file was written by a program that does not compute.
_UNCOMPUTED = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="[0-9]+")?><f\b[^>]*(?:/>|>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>'
)
_ODD_SHAPE = re.compile(
    rb'<c (?!r="[A-Z]{1,3}0{1,6}"(?: (?:s|t|cm|vm|ph)="[a-zA-Z0]{0,12}")*/?>)|<c[\t\r\n/>]'
)
_HIDING = b'hidden="'
_HIDDEN_ROW = re.compile(rb'<(?:x:)?row (?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="([0-9]{1,7})"')
_HIDDEN_COLUMNS = re.compile(rb'<(?:x:)?col (?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_STRINGS, _STRINGS_LIMIT = "xl/sharedStrings.xml", 64 << 20
_STYLES = "xl/styles.xml"
_STYLES_LIMIT = 16 << 20
_NUMBER_FORMAT = re.compile(r"<(?:x:)?numFmt [^>]*>")
_CELL_FORMATS = re.compile(r"<(?:x:)?cellXfs\b.*?</(?:x:)?cellXfs>", re.DOTALL)
_CELL_FORMAT = re.compile(r"<(?:x:)?xf [^>]*>")
_OPEN_CONTENT, _OPEN_SHARE = "content.xml", b'value-type="percentage"'
_NO_RESULT = (b"</f></c>", b"</f><v/>", b"</f><v />", b"</f><v></v>")
_SHEET_TAG = re.compile(r"<(?:x:)?sheet [^>]*>")
_RELATION_TAG = re.compile(r"<Relationship [^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


@dataclass(frozen=True)
class Survey:
    """What was seen of a workbook, ``marks`` by the name of the sheet.

    ``is_usual`` says that all its cells are written as office programs write them, so that what was measured is what
    the reader will meet; of any other file nothing is known but that it may be opened apart, at its own risk.
    """

    marks: Mapping[str, Marks]
    is_usual: bool


@dataclass
class _Part:
    """What was seen of one part: how far its cells reach, which are marked, how many show a shared string."""

    columns: int = _NARROW
    failed: dict[tuple[int, int], str] = field(default_factory=dict)
    shares: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    noted: list[tuple[int, int, str]] = field(default_factory=list)
    has_raised: bool = False
    shared: int = 0
    is_usual: bool = True

    @property
    def marks(self) -> Marks:
        """What is to be put back."""
        failed = [(*place, error) for place, error in self.failed.items()]
        return Marks(failed, self.shares, self.hidden_rows, self.hidden_columns, self.noted)


def survey(data: bytes) -> Survey:
    """Look through an XLSX or ODS; raise UnusableFile for bombs, other archives and damaged ones."""
    try:
        with open_archive(data) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            _refuse_other_archives(names)
            refuse_bomb(sum(member.file_size for member in members), len(data))
            if any(member.compress_type not in _METHODS for member in members):
                # The others unpack a whole block at a time, however large it gets.
                raise UnusableFile("file.damaged")
            share = _share_cells(archive, len(data)) if _STYLES in names else None
            parts = {member.filename: _survey_part(archive, member, len(data), share) for member in members}
            _see_notes(archive, parts, len(data))
            longest = max(
                (_longest_string(archive, name) for name in names if "sharedStrings" in name), default=0
            )
            marks = {
                name: part.marks for name, part in parts.items() if part.marks != Marks([], [], [], [], [])
            }
            sheets = _sheet_names(archive) if marks else {}
            hidden = _hidden_in_document(archive, len(data)) if _OPEN_CONTENT in names else {}
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        OSError,
    ) as failure:
        raise UnusableFile("file.damaged") from failure
    shared = sum(part.shared for part in parts.values())
    return Survey(
        {sheets[name]: found for name, found in marks.items() if name in sheets} | hidden,
        "xl/workbook.xml" in names
        and all(part.is_usual for part in parts.values())
        and shared * longest <= _SHARED_TEXT_LIMIT,
    )


def _refuse_other_archives(names: set[str]) -> None:
    if any(name.startswith("xl/") for name in names) or _OPEN_CONTENT in names:
        return
    kind = "archive"
    if any(name.startswith("word/") for name in names):
        kind = "word"
    elif any(name.startswith("ppt/") for name in names):
        kind = "slides"
    raise UnusableFile("file.binary", kind=FILE_KINDS[kind])


def _see_notes(archive: zipfile.ZipFile, parts: Mapping[str, _Part], packed: int) -> None:
    """Look for texts with a raised figure, which hardly any workbook has, and for the cells that show them."""
    strings = archive.getinfo(_STRINGS) if _STRINGS in parts else None
    if strings is None or not parts[_STRINGS].has_raised or strings.file_size > _STRINGS_LIMIT:
        return
    texts = find_raised(b"".join(_pieces(archive, strings, packed)).decode("utf-8", "replace"))
    for name, part in parts.items() if texts else ():
        part.noted += _placed(cells_showing(_pieces(archive, archive.getinfo(name), packed), texts))


def _placed(cells: Iterable[tuple[bytes, int, str]]) -> list[tuple[int, int, str]]:
    return [(row - 1, _column_number(letters) - 1, text) for letters, row, text in cells]


def _hidden_in_document(archive: zipfile.ZipFile, packed: int) -> dict[str, Marks]:
    content = archive.getinfo(_OPEN_CONTENT)
    if not any(VISIBILITY in piece for piece in _pieces(archive, content, packed)):
        return {}
    return find_hidden(_pieces(archive, content, packed))


def _share_cells(archive: zipfile.ZipFile, packed: int) -> re.Pattern[bytes] | None:
    """Make the pattern of the cells whose number is shown as a share; None where no format shows one."""
    text = b""
    for piece in _pieces(archive, archive.getinfo(_STYLES), packed):
        text += piece
        if len(text) > _STYLES_LIMIT:
            return None
    styles = text.decode("utf-8", "replace")
    percent = set(map(str, PERCENT_FORMATS))
    for tag in _NUMBER_FORMAT.findall(styles):
        attributes = dict(_ATTRIBUTE.findall(tag))
        if is_percent_format(_unescape(attributes.get("formatCode", ""))):
            percent.add(attributes.get("numFmtId", ""))
    formats = _CELL_FORMATS.search(styles)
    used = [dict(_ATTRIBUTE.findall(tag)) for tag in _CELL_FORMAT.findall(formats[0] if formats else "")]
    numbers = [str(number) for number, found in enumerate(used) if found.get("numFmtId") in percent]
    if not numbers:
        return None
    # Only numbers are shown by their format; they are the cells of no type, or of type n.
    return re.compile(
        rb'<(?:x:)?c (?=[^>]*\bs="(?:%s)")(?![^>]*\bt="[^n])[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*[^/>]>'
        % "|".join(numbers).encode()
    )


def _survey_part(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, packed: int, share: re.Pattern[bytes] | None
) -> _Part:
    """Unpack a part without keeping it.  Any may turn out to be a sheet: the workbook says which are."""
    seen = _Part()
    for piece in _pieces(archive, member, packed):
        shaped_rows = Counter(piece.translate(_SHAPE).split(_ROW_END) if _CELL in piece else ())
        shapes = _ROW_END.join(shaped_rows) or piece
        seen.is_usual = seen.is_usual and _is_usual(piece, shapes)
        if _OPEN_SHARE in piece and member.filename == _OPEN_CONTENT:
            # In an ODS nothing here tells which cells they are, and 0.954 must not pass for 0.954%.
            raise UnusableFile("file.ods_shares")
        if _HIDING in shapes:
            _see_hidden(seen, piece)
        seen.has_raised = seen.has_raised or (member.filename == _STRINGS and RAISED in piece)
        if shaped_rows:
            seen.columns = max([seen.columns, *map(_column_number, set(_COLUMN.findall(shapes)))])
            seen.shared += sum(shape.count(b'"s"') * times for shape, times in shaped_rows.items())
            _see_cells(seen, piece, shapes, share)
            if RAISED in shapes:
                seen.noted += _placed(find_raised_inline(piece))
    if seen.columns > _NARROW:
        rows = (max(map(int, _ROW.findall(piece)), default=1) for piece in _pieces(archive, member, packed))
        last = max(rows)
        if last * seen.columns > _AREA_LIMIT:
            raise UnusableFile("file.sparse", cell=f"{_column_letters(seen.columns)}{last}")
    return seen


def _is_usual(piece: bytes, shapes: bytes) -> bool:
    may_be_odd = _ODD_SHAPE.search(shapes) or _has_leading_nought(piece, shapes)
    return not (
        (may_be_odd and _ODD_CELL.search(piece)) or _ODD_NAME.search(shapes) or len(piece) > _LONGEST_PIECE
    )


def _has_leading_nought(piece: bytes, shapes: bytes) -> bool:
    # In the shapes every digit is a nought: what they have none of need not be looked for.
    shaped = shapes.translate(_NUMBERING)
    wanted = [nought for nought in _LEADING_NOUGHTS if nought in shaped]
    numbered = piece.translate(_NUMBERING) if wanted else b""
    return any(nought in numbered for nought in wanted)


def _see_cells(seen: _Part, piece: bytes, shapes: bytes, share: re.Pattern[bytes] | None) -> None:
    if share is not None:
        seen.shares += [(int(row) - 1, _column_number(letters) - 1) for letters, row in share.findall(piece)]
    if b't="e"' in shapes:
        for letters, row, error in _FAILED.findall(piece):
            seen.failed[int(row) - 1, _column_number(letters) - 1] = error.decode("utf-8", "strict")
    if any(end in shapes for end in _NO_RESULT):
        for letters, row in _UNCOMPUTED.findall(piece):
            seen.failed[int(row) - 1, _column_number(letters) - 1] = UNCOMPUTED


def _see_hidden(seen: _Part, piece: bytes) -> None:
    seen.hidden_rows += [int(row) - 1 for row in _HIDDEN_ROW.findall(piece)]
    for tag in _HIDDEN_COLUMNS.findall(piece):
        ends = dict(_ATTRIBUTE.findall(tag.decode("ascii", "replace")))
        first, last = (int(ends.get(end, "0")[:5] or 0) for end in ("min", "max"))
        seen.hidden_columns += range(max(first, 1) - 1, min(last, _NARROW * _NARROW))


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo, packed: int) -> Iterator[bytes]:
    """Unpack a part in pieces that no cell and no tag is cut by."""
    size, carry = 0, b""
    with archive.open(member) as part:
        while chunk := part.read(CHUNK):
            size += len(chunk)
            if size > UNPACKED_LIMIT:
                raise UnusableFile("file.bomb", size=megabytes(size), packed=megabytes(packed))
            text = carry + chunk
            cut = text.rfind(_CELL)
            if cut <= 0:
                cut = text.rfind(b"<")
            if cut <= 0 and len(text) <= _LONGEST_PIECE:
                carry = text
                continue
            cut = cut if cut > 0 else len(text)
            yield text[:cut]
            carry = text[cut:]
    yield carry


def _longest_string(archive: zipfile.ZipFile, name: str) -> int:
    """Return how long the longest of the shared strings is at most."""
    longest, before = 0, 0
    for piece in _pieces(archive, archive.getinfo(name), len(name)):
        first, *others = piece.split(b"<si")
        before += len(first)
        for string in others:
            longest, before = max(longest, before), len(string)
    return max(longest, before)


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the name of the sheet that each part holds."""
    workbook = archive.read("xl/workbook.xml").decode("utf-8")
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8")
    targets = {}
    for tag in _RELATION_TAG.findall(relations):
        attributes = dict(_ATTRIBUTE.findall(tag))
        target = attributes.get("Target", "")
        targets[attributes.get("Id", "")] = target.removeprefix("/") if target[:1] == "/" else f"xl/{target}"
    names = {}
    for tag in _SHEET_TAG.findall(workbook):
        attributes = dict(_ATTRIBUTE.findall(tag))
        names[targets.get(attributes.get("r:id", ""), "")] = _unescape(attributes.get("name", ""))
    return names


def _unescape(text: str) -> str:
    for entity, character in _ENTITIES.items():
        text = text.replace(entity, character)
    return text


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
