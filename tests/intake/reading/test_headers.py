"""Column names are compared in one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduboard.contracts import load_contracts
from eduboard.intake.reading.headers import header_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("学生数", "学生数"),
        ("学生数(人)", "学生数"),
        ("学生数（人）", "学生数"),
        ("学 生 数", "学生数"),
        ("学生\n数", "学生数"),
        ("学生数\u00a0", "学生数"),
        ("学生数*", "学生数"),
        ("*学生数", "学生数"),
        ("学生数：", "学生数"),
        ("占比（％）", "占比"),
        ("金额(万元)", "金额"),
        ("学生数[必填]", "学生数"),
        ("(人)", "(人)"),
        ("区(县)", "区(县)"),
        ("区（县）", "区(县)"),
        ("县(市、区)", "县(市、区)"),
        ("学校(机构)名称", "学校(机构)名称"),
        ("1.学校名称", "学校名称"),
        ("ＩＤ", "id"),
        ("Name", "name"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_name_has_one_key_however_it_is_dressed(text: str, key: str) -> None:
    assert header_key(text) == key


def test_a_district_and_a_county_stay_different_names() -> None:
    assert len({header_key(name) for name in ("区", "县", "区(县)", "县(市、区)", "区县")}) == 5


@given(st.text(max_size=40))
def test_the_key_of_a_key_is_itself(text: str) -> None:
    key = header_key(text)
    assert header_key(header_key(key)) == header_key(key)


def test_no_two_fields_of_one_contract_share_the_key_of_their_titles() -> None:
    for contract in load_contracts().values():
        keys = [header_key(field.title) for field in contract.fields]
        assert len(keys) == len(set(keys))
