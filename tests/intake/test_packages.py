"""A ZIP as clerks' computers make it: every table comes out under its own name, all else is named, no bomb goes off."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import pytest

from eduboard.errors import UnusableFile
from eduboard.intake.packages import MEMBER_LIMIT, Package, unpack
from tests.cost import cpu_seconds
from tests.intake.files import classes, workbook

LIMIT = 200 * 1024 * 1024
TABLE = classes(45, 56)
UTF8_FLAG, ENCRYPTED_FLAG = 0x800, 0x1


def package(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP whose names are marked as UTF-8 where they need to be, as WPS and 7-Zip write it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def windows_package(members: Mapping[str, bytes], encoding: str = "gbk") -> bytes:
    """A ZIP as Windows makes it: names in the code page of the machine, and no mark that says so."""
    data, raw_names = {}, {}
    for number, (name, content) in enumerate(members.items()):
        raw = name.encode(encoding)
        # Of one length, so that none is found in another.
        stand_in = f"{number:04d}".rjust(len(raw), "#")
        data[stand_in], raw_names[stand_in.encode()] = content, raw
    made = package(data, zipfile.ZIP_STORED)
    for stand_in_bytes, raw in raw_names.items():
        made = made.replace(stand_in_bytes, raw)
    return made


def unpacked(data: bytes, limit: int = LIMIT) -> Package:
    return unpack(data, "套表.zip", limit)


def names(data: bytes) -> list[str]:
    return [file.name for file in unpacked(data).files]


def left_out(data: bytes) -> dict[str, str]:
    return {item.name: item.kind for item in unpacked(data).left_out}


def problems(data: bytes) -> dict[str, str]:
    return {str(problem.params["file"]): problem.code for problem in unpacked(data).problems}


def refusal(data: bytes, limit: int = LIMIT) -> UnusableFile:
    with pytest.raises(UnusableFile) as caught:
        unpacked(data, limit)
    assert "没有" in str(caught.value)
    assert "{" not in str(caught.value)
    return caught.value


# -- what comes out ------------------------------------------------------------------------------------------


def test_every_table_comes_out_as_a_file_of_its_own() -> None:
    files = {"班额.csv": TABLE, "课后/服务.TSV": b"a\tb", "名录.xlsx": workbook({"一": [["a"]]})}
    assert {file.name: file.data for file in unpacked(package(files)).files} == {
        f"套表.zip/{name}": data for name, data in files.items()
    }


@pytest.mark.parametrize(
    "data",
    [TABLE, workbook({"班额": [["学校", "人数"]]}), b"", b"PK\x03\x04 cut short"],
    ids=["a table", "a workbook", "nothing", "a cut archive"],
)
def test_what_is_no_package_gives_itself(data: bytes) -> None:
    [file] = unpack(data, "表.xlsx", LIMIT).files
    assert (file.name, file.data) == ("表.xlsx", data)


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_chinese_names_without_a_mark_come_out_right(encoding: str) -> None:
    files = {"上街区/班额明细.csv": TABLE, "瀍河区/课后服务.csv": TABLE, "readme.csv": TABLE}
    assert names(windows_package(files, encoding)) == [f"套表.zip/{name}" for name in files]


@pytest.mark.parametrize("word", ["学校", "小学", "学时", "转学"])
def test_a_name_whose_gbk_bytes_are_valid_utf8_comes_out_right(word: str) -> None:
    assert names(windows_package({f"{word}.csv": TABLE})) == [f"套表.zip/{word}.csv"]


def test_marked_and_unmarked_names_in_one_package_come_out_right() -> None:
    unmarked = "班额明细.csv".encode("gbk")
    stand_in = "#" * len(unmarked)
    data = package({"名优教师.csv": TABLE, stand_in: TABLE}).replace(stand_in.encode(), unmarked)
    assert names(data) == ["套表.zip/名优教师.csv", "套表.zip/班额明细.csv"]


def test_names_that_two_programs_wrote_come_out_right_one_by_one() -> None:
    raw_names = ["班额明细.csv".encode("gbk"), "名优教师.csv".encode()]
    data = package(
        {str(at).rjust(len(raw), "#"): TABLE for at, raw in enumerate(raw_names)}, zipfile.ZIP_STORED
    )
    for at, raw in enumerate(raw_names):
        data = data.replace(str(at).rjust(len(raw), "#").encode(), raw)
    assert names(data) == ["套表.zip/班额明细.csv", "套表.zip/名优教师.csv"]


def test_a_backslash_of_windows_parts_folders_and_one_inside_a_gbk_letter_does_not() -> None:
    # 玕's second GBK byte is that of a backslash.
    assert names(windows_package({"上街区\\玕.csv": TABLE})) == ["套表.zip/上街区/玕.csv"]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/班额.csv", "etc/班额.csv"),
        ("/班额.csv", "班额.csv"),
        ("C:\\数据\\班额.csv", "数据/班额.csv"),
        ("..\\..\\班额.csv", "班额.csv"),
        ("./甲/./班额.csv", "甲/班额.csv"),
        ("班\u202e额\n.csv", "班额.csv"),
    ],
)
def test_a_name_that_would_lead_out_of_a_folder_is_made_plain(name: str, plain: str) -> None:
    assert names(package({name: TABLE})) == [f"套表.zip/{plain}"]


def test_two_files_of_one_name_stay_two() -> None:
    same = {"甲/班额.csv": TABLE, "乙/班额.csv": TABLE}
    assert names(package(same)) == ["套表.zip/甲/班额.csv", "套表.zip/乙/班额.csv"]
    made_equal = {"班额.csv": TABLE, "../班额.csv": TABLE, "../../班额.csv": TABLE}
    assert names(package(made_equal)) == [
        "套表.zip/班额.csv", "套表.zip/班额 (2).csv", "套表.zip/班额 (3).csv",
    ]  # fmt: skip


# -- what stays ----------------------------------------------------------------------------------------------


def test_litter_and_folders_are_left_out_and_listed() -> None:
    litter = (
        "__MACOSX/班额.csv", "__MACOSX/._班额.csv", ".DS_Store", "甲/.DS_Store", "Thumbs.db", "甲/~$班额.xlsx",
        ".~班额.xlsx", "desktop.ini",
    )  # fmt: skip
    data = package({"甲/": b"", "甲/班额.csv": TABLE} | dict.fromkeys(litter, b"x"))
    assert names(data) == ["套表.zip/甲/班额.csv"]
    assert left_out(data) == {"甲": "folder"} | dict.fromkeys(litter, "litter")


def test_what_is_no_table_is_listed_with_a_reason() -> None:
    data = package({"班额.csv": TABLE, "通知.pdf": b"%PDF", "照片.JPG": b"\xff\xd8", "说明.docx": b"PK"})
    assert names(data) == ["套表.zip/班额.csv"]
    assert left_out(data) == dict.fromkeys(("通知.pdf", "照片.JPG", "说明.docx"), "not_table")
    assert all("不是表格文件" in item.reason for item in unpacked(data).left_out)


def test_a_package_in_a_package_is_refused_and_the_others_are_read() -> None:
    inner = package({"课后.csv": TABLE})
    data = package({"班额.csv": TABLE, "内.zip": inner, "内.rar": b"Rar!", "假.xlsx": inner})
    assert names(data) == ["套表.zip/班额.csv"]
    assert problems(data) == dict.fromkeys(
        ("套表.zip/内.zip", "套表.zip/内.rar", "套表.zip/假.xlsx"), "package.nested"
    )
    assert "又是一个压缩包" in str(unpacked(data).problems[0])


def with_flag(data: bytes, flag: int) -> bytes:
    """Set a flag of the last member, in its own header and in the list."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.rfind(signature) + offset
        changed[at : at + 2] = struct.pack("<H", struct.unpack_from("<H", changed, at)[0] | flag)
    return bytes(changed)


def test_an_encrypted_file_is_named_and_the_others_are_read() -> None:
    data = with_flag(package({"班额.csv": TABLE, "课后.csv": TABLE}), ENCRYPTED_FLAG)
    assert names(data) == ["套表.zip/班额.csv"]
    assert problems(data) == {"套表.zip/课后.csv": "package.encrypted"}
    assert "密码" in str(unpacked(data).problems[0])


def test_a_damaged_file_is_named_and_the_others_are_read() -> None:
    data = bytearray(package({"班额.csv": TABLE, "课后.csv": TABLE}, zipfile.ZIP_STORED))
    data[data.rfind("实验小学".encode())] ^= 0xFF
    assert names(bytes(data)) == ["套表.zip/班额.csv"]
    assert problems(bytes(data)) == {"套表.zip/课后.csv": "package.damaged"}


def test_an_unusual_compression_is_named() -> None:
    data = package({"班额.csv": TABLE}, zipfile.ZIP_LZMA)
    assert problems(data) == {"套表.zip/班额.csv": "package.method"}


def test_a_package_without_tables_is_refused_and_says_what_is_in_it() -> None:
    assert refusal(package({})).code == "package.empty"
    assert refusal(package({".DS_Store": b"x"})).code == "package.empty"
    refused = refusal(package({"通知.pdf": b"%PDF", ".DS_Store": b"x"}))
    assert refused.code == "package.no_table"
    assert "通知.pdf" in str(refused)


# -- bombs ---------------------------------------------------------------------------------------------------


def declared_size(data: bytes, size: int) -> bytes:
    """Let the last member say another size of itself."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", changed, changed.rfind(signature) + offset, size)
    return bytes(changed)


def many_entries(count: int) -> bytes:
    """A list of members that never ends, as no program would write it."""
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<HHH", 1, 0, 0) + bytes(12) + b"x"
    listed = entry * count
    return b"PK\x03\x04" + listed + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(listed), 4, 0)


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "much of nothing": (lambda: package({"班额.csv": bytes(150 << 20)}), "file.bomb"),
    "a size that is only said": (lambda: declared_size(package({"班额.csv": TABLE}), 3 << 30), "file.bomb"),
    "many files that are large together": (
        lambda: package({f"{number}.csv": bytes(30 << 20) for number in range(8)}),
        "file.bomb",
    ),
    "many files": (
        lambda: package({f"{number}.csv": b"" for number in range(MEMBER_LIMIT + 1)}),
        "package.too_many",
    ),
    "a million files": (lambda: many_entries(1_000_000), "file.bomb"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_seconds_of_work(name: str) -> None:
    make, code = BOMBS[name]
    data = make()
    start = cpu_seconds()
    assert refusal(data).code == code
    assert cpu_seconds() - start < 3


def test_a_file_larger_than_it_says_is_not_unpacked_further() -> None:
    data = declared_size(package({"班额.csv": bytes(50 << 20)}), 1000)
    assert problems(data) == {"套表.zip/班额.csv": "package.damaged"}


def test_tables_that_are_too_large_together_are_refused() -> None:
    table = classes(*range(20, 60))
    members = {f"{number}.csv": table for number in range(3)}
    assert len(unpacked(package(members), limit=3 * len(table)).files) == 3
    assert refusal(package(members), limit=3 * len(table) - 1).code == "package.too_large"
    assert refusal(package(members), limit=100).code == "file.too_large"
    # What is left out takes no room.
    assert len(unpacked(package(members | {"照片.jpg": bytes(1 << 20)}), limit=3 * len(table)).files) == 3


@pytest.mark.parametrize("cut", [1, 5, 30, 100])
def test_a_package_cut_short_is_left_to_the_reader_to_refuse(cut: int) -> None:
    data = package({"班额.csv": TABLE})[:-cut]
    assert unpacked(data).files[0].data == data


def test_a_chinese_name_marked_as_utf8_that_is_none_is_left_to_the_reader() -> None:
    data = with_flag(windows_package({"班额明细.csv": TABLE}), UTF8_FLAG)
    assert unpacked(data).files[0].data == data
