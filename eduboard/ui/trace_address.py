"""Addresses that lead from a number to its lines: a batch, a line of an original, or the page of a number's origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, urlencode

from eduboard.contracts import load_contracts
from eduboard.metrics.breakdown import ATTRIBUTES
from eduboard.metrics.origins import Numbered, Numbers, Origin
from eduboard.metrics.results import DataTable
from eduboard.periods import Period
from eduboard.texts.tracing import TRACE_DERIVED

FURTHER = "and"
"""Names the further numbers that a cell is worked out of, each an address of its own."""
_ADDRESS = "admin"
_SIGN = "="
_KEY = "of_"
_ROW = "row"


def batch_address(batch: str, line: int | None = None) -> str:
    """The address of a batch, or of a line in its original, as a link on any page."""
    return f"{_ADDRESS}?{urlencode({'batch': batch} | ({} if line is None else {'line': line}))}"


def trace_address(metric: str, origin: Origin) -> str:
    """The address under which a number's origin can be looked at and passed on."""
    return f"{_ADDRESS}?{urlencode(_parts(metric, origin))}"


def numbers_address(numbers: Numbers) -> str:
    """The address of whatever a cell rests on; '' where it cannot be followed.

    A stored row is its line in the original, a hand-in its batch; of several numbers the further ones follow the first.
    """
    if not numbers:
        return ""
    name, origin = numbers[0]
    key = dict(origin.key)
    if not name and len(numbers) == 1:
        line = key.get("line")
        return (
            batch_address(str(key["batch"]), None if line is None else int(str(line)))
            if "batch" in key
            else ""
        )
    further = [(FURTHER, urlencode(_parts(*number))) for number in numbers[1:]]
    return f"{_ADDRESS}?{urlencode([*_parts(name, origin).items(), *further])}"


def cell_address(table: DataTable, row: int, column: int) -> str:
    """The address of what a table's cell rests on; '' where it cannot be followed."""
    return numbers_address(table.numbers_at(row, column))


def read_address(address: Mapping[str, str], further: Sequence[str] = ()) -> Numbers:
    """Read the numbers that an address names; () for one that does not name them."""
    try:
        return tuple(_read(part) for part in (address, *(dict(parse_qsl(text)) for text in further)))
    except (KeyError, ValueError):
        return ()


def _parts(metric: str, origin: Origin) -> dict[str, str]:
    parts = {"metric": metric or _ROW, "period": origin.period, "district": ",".join(origin.districts)}
    if not metric:
        return parts | {_ROW: origin.dataset} | {name: str(value) for name, value in origin.key}
    if origin.start:
        parts["start"] = origin.start
    if origin.stage:
        parts["stage"] = origin.stage
    if origin.school is not None:
        parts["school"] = origin.school or _SIGN
    if origin.part is not None:
        attribute, part = origin.part
        parts |= {"by": attribute} | _stated("part", part)
    parts |= _stated("category", origin.category) | _stated("level", origin.level)
    for name, value in origin.key:
        parts |= _stated(f"{_KEY}{name}", str(value))
    if origin.derived:
        parts["derived"] = origin.derived
    return parts


def _stated(name: str, value: str | None) -> dict[str, str]:
    """Put a value that may be '' into an address, which would lose an empty one."""
    return {} if value is None else {name: f"{_SIGN}{value}"}


def _read(address: Mapping[str, str]) -> Numbered:
    """Read one number; raises KeyError or ValueError where the address is not whole."""
    if _ROW in address:
        return "", _read_row(address)
    by, start = address.get("by", ""), address.get("start", "")
    derived = address.get("derived", "")
    origin = Origin(
        str(Period.parse(address["period"])),
        _districts(address),
        address.get("stage", ""),
        _said(address, "school"),
        key=tuple(
            (name.removeprefix(_KEY), value.removeprefix(_SIGN))
            for name, value in address.items()
            if name.startswith(_KEY)
        ),
        part=(by, _said(address, "part")) if by in ATTRIBUTES else None,
        category=_said(address, "category"),
        level=_said(address, "level"),
        start=str(Period.parse(start)) if start else "",
        derived=derived if derived in TRACE_DERIVED else "",
    )
    return address["metric"], origin


def _districts(address: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, address.get("district", "").split(",")))


def _read_row(address: Mapping[str, str]) -> Origin:
    """Read a stored row; raises KeyError or ValueError for what is none."""
    dataset = load_contracts()[address[_ROW]].name
    key = (("batch", address["batch"]), ("line", int(address["line"])))
    return Origin(str(Period.parse(address["period"])), _districts(address), dataset=dataset, key=key)


def _said(address: Mapping[str, str], name: str) -> str | None:
    return address[name].removeprefix(_SIGN) if name in address else None
