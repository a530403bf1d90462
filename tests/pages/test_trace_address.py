"""The address of a number is read back as the number it was written for, and nothing else is."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest

from eduboard.metrics.origins import Numbers, Origin, origin_of_batch, origin_of_row
from eduboard.metrics.tallies import tallied
from eduboard.ui.trace_address import FURTHER, numbers_address, read_address
from tests.small_city import BRIDGE, LAKE, LATEST

HERE = Origin(LATEST, (LAKE, BRIDGE))
ROW = origin_of_row("targets", {"period": LATEST, "district": LAKE, "batch": "20251001-001", "line": 6})


def read(address: str) -> Numbers:
    """Read an address as the page does."""
    parts = parse_qsl(urlsplit(address).query)
    return read_address(
        {name: value for name, value in parts if name != FURTHER},
        [value for name, value in parts if name == FURTHER],
    )


@pytest.mark.parametrize(
    "numbers",
    [
        (("classes_total", HERE),),
        (("papers", Origin(LATEST, (LAKE,), "初中", category="", level="市级", start="2024Q1")),),
        (("classes_total", Origin(LATEST, (LAKE,), school="S&1=", part=("cluster", ""))),),
        (("classes_total", Origin(LATEST, (LAKE,), part=("cluster", None), derived="coefficient")),),
        (tallied("duty_met", HERE, role="校长 & +书记=", duty="听课", quota="15.0", multiple=None),),
        (("classes_total", HERE), ("", ROW)),
        (("", ROW), tallied("duty_met", Origin(LATEST, (LAKE,), school=""), role="校长", duty="听课")),
    ],
)
def test_an_address_is_read_back_as_its_numbers(numbers: Numbers) -> None:
    assert read(numbers_address(numbers)) == numbers


def test_a_stored_row_is_its_line_and_a_hand_in_its_batch() -> None:
    assert numbers_address((("", ROW),)) == "admin?batch=20251001-001&line=6"
    batch = origin_of_batch(LATEST, LAKE, "classes", "20251001-001")
    assert numbers_address((("", batch),)) == "admin?batch=20251001-001"
    assert numbers_address(()) == ""


@pytest.mark.parametrize(
    "address",
    [
        "admin?period=2025Q3&district=990101",
        "admin?metric=classes_total&period=gestern",
        "admin?metric=classes_total&period=2025Q3&start=x",
        "admin?metric=row&period=2025Q3&row=store.batches&batch=1&line=1",
        "admin?metric=row&period=2025Q3&row=targets&batch=1&line=1%20OR%201",
        "admin?metric=classes_total&period=2025Q3&and=metric%3Dx",
    ],
)
def test_an_address_that_names_no_number_is_none(address: str) -> None:
    assert read(address) == ()


def test_what_is_derived_is_one_of_what_is_known() -> None:
    [(_, origin)] = read("admin?metric=classes_total&period=2025Q3&derived=%3Cb%3E")
    assert origin.derived == ""
