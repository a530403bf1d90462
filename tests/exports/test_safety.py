"""What leaves the product is text, not a formula, and a file's name is a name."""

import pytest

from eduboard.exports.safety import safe_cell, safe_file_name, safe_text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1+cmd|'/c calc'!A1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        "\t1",
        "\u3000=1",
        "\u200b=1",
        "\ufeff+1",
    ],
)
def test_a_formula_is_shown_and_not_run(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["", "临湖区", "2025Q3", 'a"b', -1, 1.5, None, True, "—"])
def test_everything_else_stays_as_it_is(value: object) -> None:
    assert safe_cell(value) == value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("大班额占比 2025Q3", "大班额占比 2025Q3"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ('a\\b/c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("换\n行\u202e", "换_行_"),
        ("", "eduboard"),
        (" . ", "eduboard"),
        ("长" * 200, "长" * 80),
        ("CON", "_CON"),
        ("nul.csv", "_nul.csv"),
    ],
)
def test_a_file_name_is_one_that_every_system_takes(text: str, name: str) -> None:
    assert safe_file_name(text) == name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("临湖区 2025Q3", "临湖区 2025Q3"),
        ("=1+1", "=1+1"),
        ("第一行\r\n第二行\t\u2028三", "第一行 第二行 三"),
        ("\x00坏\x08\ud800\uffff", "□坏□□□"),
        # Turned around, this would read 大班额1.xlsx.
        ("大班额\u202exslx.1", "大班额□xslx.1"),
        ("𠮷😀", "𠮷😀"),
    ],
)
def test_text_in_a_document_is_one_line_that_can_be_printed(text: str, shown: str) -> None:
    assert safe_text(text) == shown
