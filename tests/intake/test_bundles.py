"""Which files belong together, and what a bundle of them is: the same bytes always, and no way around any limit."""

from __future__ import annotations

import io
import zipfile

import pytest

from eduboard.errors import UnusableFile
from eduboard.intake.bundling import Look, bundle, sort_out
from eduboard.intake.original import read_page
from eduboard.intake.packages import MEMBER_LIMIT, PackedFile, unpack
from eduboard.intake.reading.bundles import Part, build_bundle, is_bundle
from eduboard.intake.reading.grids import read_grids
from eduboard.intake.reading.tables import read_file, read_tables
from eduboard.store.store import Store
from tests.cost import cpu_seconds
from tests.intake.files import AFTER_SCHOOL, CLASSES, classes, text_file
from tests.intake.school_files import SCHOOLS, THREE, Together, bring_together, in_workbook, loose, of_school
from tests.intake.test_packages import LIMIT, package


@pytest.fixture
def together(store: Store) -> Together:
    return bring_together(store)


# -- what belongs together -----------------------------------------------------------------------------------


def test_files_belong_together_where_they_share_a_place_also_by_way_of_a_third() -> None:
    first, second, third = (("classes", period, "990101") for period in ("2025Q1", "2025Q2", "2025Q3"))
    looks = [
        Look("a", cells=frozenset({first})),
        Look("b", cells=frozenset({third})),
        Look("c", cells=frozenset({second, third})),
        Look("d"),
        Look("e", cells=frozenset({first, second})),
    ]
    assert [group.members for group in sort_out(5, looks.__getitem__)] == [(0, 1, 2, 4), (3,)]


def test_the_same_period_and_district_of_another_dataset_is_another_place(together: Together) -> None:
    care = text_file(AFTER_SCHOOL, "2025Q3,临湖区,实验小学,小学,是,96,80")
    files = loose({"班额.csv": classes(45), "课后.csv": care})
    assert together(files) == files


def test_another_period_or_district_is_another_place(together: Together) -> None:
    files = loose(
        {"a.csv": classes(45), "b.csv": classes(45, period="2025Q2"), "c.csv": classes(1, district="东岭区")}
    )
    assert together(files) == files


def test_periods_and_districts_are_read_not_compared_as_text(together: Together) -> None:
    files = loose({"a.csv": classes(45), "b.csv": classes(50, period="2025年第三季度", school="乙小学")})
    [file] = together(files)
    assert file.parts == ("a.csv", "b.csv")


def test_pairs_count_and_not_each_period_with_each_district(together: Together) -> None:
    rows = ["2025Q3,临湖区,甲小学,小学,一年级,1,45", "2025Q2,东岭区,丁小学,小学,一年级,1,45"]
    other = ["2025Q2,临湖区,甲小学,小学,一年级,1,45", "2025Q3,东岭区,丁小学,小学,一年级,1,45"]
    files = loose({"a.csv": text_file(CLASSES, *rows), "b.csv": text_file(CLASSES, *other)})
    assert together(files) == files


def test_a_single_file_is_not_even_looked_at() -> None:
    def look(number: int) -> Look:
        raise AssertionError(number)

    assert [group.members for group in sort_out(1, look)] == [(0,)]


def test_a_file_that_cannot_be_read_stays_by_itself(together: Together) -> None:
    files = loose({"坏.csv": b"", **THREE})
    alone, together_ = together(files)
    assert alone == files[0]
    assert len(together_.parts) == len(SCHOOLS)


def test_the_same_bytes_twice_are_taken_once() -> None:
    place = frozenset({("classes", "2025Q3", "990101")})
    looks = [Look("a", cells=place), Look("b", cells=place), Look("a", cells=place), Look("z"), Look("z")]
    first, second = sort_out(5, looks.__getitem__)
    assert (first.members, first.repeats) == ((0, 1), ((2, 0),))
    assert (second.members, second.repeats) == ((3,), ((4, 3),))


# -- what a bundle is ------------------------------------------------------------------------------------------


def test_the_same_files_make_the_same_bytes_in_whatever_order_and_every_byte_is_kept() -> None:
    files = loose(THREE)
    made, again = bundle(files), bundle(files[::-1])
    assert made.data == again.data
    assert made.name == again.name == "丙小学等 3 份.zip"
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == THREE
        assert archive.namelist() == sorted(THREE)


def test_a_bundle_is_named_after_the_zip_or_its_folder() -> None:
    def name(*members: str) -> str:
        files = package({member: of_school(school) for member, school in zip(members, SCHOOLS, strict=False)})
        return bundle(unpack(files, "schools.zip", LIMIT).files).name

    assert name("甲.csv", "乙.csv", "丙.csv") == "schools（3 份）.zip"
    assert name("上街区/甲.csv", "上街区/乙.csv") == "schools.zip/上街区（2 份）.zip"
    assert name("上街区/甲.csv", "中原区/乙.csv") == "schools（2 份）.zip"


def test_a_bundle_that_comes_back_is_the_same_bundle() -> None:
    made = bundle(unpack(package(THREE), "schools.zip", LIMIT).files)
    again = bundle(unpack(made.data, made.name, LIMIT).files)
    assert (again.name, again.data) == (made.name, made.data)


def test_two_files_of_one_name_are_told_apart() -> None:
    files = [PackedFile("班额.csv", of_school(school)) for school in SCHOOLS]
    assert sorted(bundle(files).parts) == ["班额 (2).csv", "班额 (3).csv", "班额.csv"]
    assert bundle(files).data == bundle(files[::-1]).data


def test_names_that_no_zip_can_hold_or_that_lead_out_of_a_folder_do_no_harm() -> None:
    names = ["../../etc/passwd.csv", "a\x00b\n.csv", "名" * 70_000 + ".csv", "\u202e", ""]
    made = bundle([PackedFile(name, classes(45, school=str(n))) for n, name in enumerate(names)])
    assert [name[-8:] for name in made.parts[:3]] == ["sswd.csv", "ab.csv", "名名名名.csv"]
    assert len(read_tables(made.data, made.name)) == len(names)
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert not any(".." in name or name.startswith("/") for name in archive.namelist())


def test_tables_are_told_apart_by_file_and_sheet() -> None:
    made = bundle(loose({"甲.csv": THREE["甲小学.csv"], "报表.xlsx": in_workbook(THREE["乙小学.csv"])}))
    tables = read_tables(made.data, made.name)
    assert [(table.sheet, table.encoding, table.row_count) for table in tables] == [
        ("报表.xlsx/Sheet1", None, 1), ("甲.csv", "gb18030", 2),
    ]  # fmt: skip
    assert [grid.name for grid in read_grids(made.data)] == ["报表.xlsx/Sheet1", "甲.csv"]


def test_a_page_of_the_original_is_that_of_the_table_asked_for() -> None:
    data = bundle(loose({"甲.csv": THREE["甲小学.csv"], "报表.xlsx": in_workbook(THREE["乙小学.csv"])})).data
    page = read_page(data, "甲.csv", 1, 2, 1)
    assert (page.part, page.encoding, page.line_count) == ("甲.csv", "gb18030", 3)
    assert page.lines == ((2, ("2025Q3", "临湖区", "甲小学", "小学", "一年级", "1", "45")),)
    page = read_page(data, "报表.xlsx/Sheet1", 1, 2, 5)
    assert (page.part, page.sheet, page.lines[0][1][2]) == ("报表.xlsx", "Sheet1", "乙小学")


def test_a_file_that_cannot_be_read_refuses_the_bundle_and_is_named() -> None:
    made = bundle(loose({**THREE, "坏小学.csv": b""}))
    with pytest.raises(UnusableFile) as caught:
        read_file(made.data, made.name)
    assert caught.value.code == "bundle.part"
    assert "“坏小学.csv”不能读入" in str(caught.value)
    assert "没有任何内容" in str(caught.value)


# -- bundles that we have not made -----------------------------------------------------------------------------


def forged(**options: int) -> bytes:
    """A ZIP with our mark."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", options.get("method", zipfile.ZIP_STORED)) as archive:
        for number in range(options.get("members", 1)):
            archive.writestr(f"{number}.csv", b"0" * options.get("size", 10))
        archive.comment = b"eduboard:bundle:files"
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        forged(method=zipfile.ZIP_DEFLATED, size=50 << 20),
        forged(members=1001),
        forged(members=0),
        forged()[:-40] + b"eduboard:bundle:files",
        build_bundle([Part("a.csv", classes(1))], from_package=True).replace(b"2025Q3", b"2025Q4"),
    ],
    ids=["packed", "too many", "empty", "cut", "altered"],
)
def test_what_carries_our_mark_and_is_not_ours_is_refused_at_once(data: bytes) -> None:
    before = cpu_seconds()
    with pytest.raises(UnusableFile):
        read_file(data, "bundle.zip")
    assert cpu_seconds() - before < 1


def test_a_bundle_in_a_bundle_is_no_table() -> None:
    inner = bundle(loose(THREE)).data
    with pytest.raises(UnusableFile) as caught:
        read_file(build_bundle([Part("内.csv", inner)], from_package=False), "x.zip")
    assert caught.value.code == "bundle.part"


def test_a_zip_of_somebody_else_is_never_read_as_a_bundle() -> None:
    assert not is_bundle(package(THREE))
    with pytest.raises(UnusableFile):
        read_file(package(THREE), "schools.zip")


def test_the_files_of_a_bundle_are_bound_together_by_what_bounds_one(monkeypatch: pytest.MonkeyPatch) -> None:
    made = bundle(loose(THREE))
    monkeypatch.setattr("eduboard.intake.reading.tables.ROW_LIMIT", 4)
    with pytest.raises(UnusableFile) as caught:
        read_file(made.data, made.name)
    assert caught.value.code == "file.too_many_rows"
    with pytest.raises(UnusableFile) as caught:
        read_file(made.data, made.name, data_limit=len(made.data) - 1)
    assert caught.value.code == "file.too_large"


def test_the_cells_of_a_bundle_are_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eduboard.intake.reading.tables.BUNDLE_CELL_LIMIT", 20)
    with pytest.raises(UnusableFile) as caught:
        read_file(bundle(loose(THREE)).data, "x.zip")
    assert caught.value.code == "file.too_many_cells"


def test_a_thousand_schools_are_one_hand_in(together: Together) -> None:
    data = package({f"{n}/第{n}小学.csv": classes(45, school=f"第{n}小学") for n in range(MEMBER_LIMIT)})
    before = cpu_seconds()
    [file] = together(unpack(data, "schools.zip", LIMIT).files)
    assert len(read_tables(file.data, file.name)) == len(file.parts) == MEMBER_LIMIT
    assert cpu_seconds() - before < 30


def test_a_bomb_among_the_files_is_refused_and_the_others_are_one(together: Together) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (300 << 20))
    before = cpu_seconds()
    alone, others = together(loose({"炸弹.xlsx": bomb.getvalue(), **THREE}))
    assert (alone.name, len(others.parts)) == ("炸弹.xlsx", len(SCHOOLS))
    assert cpu_seconds() - before < 5


# -- files that say outside their tables what they are about -----------------------------------------------------

NAMELESS = text_file("学段,年级,班号,学生数", "小学,一年级,1,45", "小学,一年级,2,56")


def test_files_that_are_told_apart_by_their_names_alone_are_not_the_same_file(
    store: Store, together: Together
) -> None:
    folder = "2025年第三季度/临湖区"
    [file] = together(loose({f"{folder}/甲小学.csv": NAMELESS, f"{folder}/乙小学.csv": NAMELESS}))
    assert len(file.parts) == 2


def test_a_place_that_only_the_zip_names_brings_its_files_together(store: Store, together: Together) -> None:
    files = package({"甲小学.csv": NAMELESS, "乙小学.csv": NAMELESS})
    [file] = together(unpack(files, "临湖区2025年第三季度班额.zip", LIMIT).files)
    assert file.name == "临湖区2025年第三季度班额（2 份）.zip"
    # No place of the two files: nothing tells that they belong together.
    assert len(together(unpack(files, "班额.zip", LIMIT).files)) == 2
