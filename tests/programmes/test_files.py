"""Programme files: what ships is whole, what is wrong is named, what is written reads back."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduboard.metrics.catalogue import Catalogue
from eduboard.programmes.loading import ProgrammeInvalid, parse_programme
from eduboard.programmes.model import INTERVALS, KEYS, Item, Ladder, Programme, Rung, Section
from eduboard.programmes.shelf import DEMO_FILE, SHIPPED_DIR
from eduboard.programmes.writing import dump_programme

SHIPPED = sorted(SHIPPED_DIR.glob("*.toml"))
PAPERS = ["232700", "370202", "410106", "410305", "610526"]
FILE = "data/programmes/x.toml"

HEAD = 'name = "工程"\ndistrict = "990100"\nsource = "《文件》"\n'
SECTION = '[[sections]]\ntitle = "一"\n'
RESULT = '[[sections.items]]\nkind = "result"\nname = "名师"\nmetric = "famous_teachers"\n'
TARGET = (
    '[[sections.items]]\nkind = "target"\nname = "目标"\nmetric = "famous_teachers"\n'
    'target = 5\ndirection = "不低于"\n'
)
DUTY = (
    '[[sections.items]]\nkind = "duty"\nname = "听课"\nrole = "校长"\nactivity = "听课"\ninterval = "学期"\n'
    'target = 30\ndirection = "不低于"\n'
)
LADDER = '[[ladders]]\nname = "梯队"\n[[ladders.rungs]]\ntitle = "名师"\nitem = "名师"\n'
COVERAGE = '[[sections.items]]\nkind = "coverage"\nname = "全覆盖"\n'


def problems_of(text: str, catalogue: Catalogue) -> tuple[str, ...]:
    with pytest.raises(ProgrammeInvalid) as raised:
        parse_programme(text, FILE, "x", catalogue)
    assert str(raised.value).startswith("工程文件有误")
    return raised.value.problems


def test_five_programmes_ship_one_for_each_paper() -> None:
    assert [path.name[:6] for path in SHIPPED] == PAPERS


@pytest.mark.parametrize("path", [*SHIPPED, DEMO_FILE], ids=lambda path: path.stem)
def test_a_shipped_file_is_what_would_be_written(path: Path, catalogue: Catalogue) -> None:
    text = path.read_text(encoding="utf-8")
    programme = parse_programme(text, path.name, path.stem, catalogue)
    assert dump_programme(programme) == text
    assert all(section.items for section in programme.sections)


PARTS = {
    "232700": ("二、主要目标", "教学质量提升工程", "强师工程", "百万家庭赋能", "四、有关要求"),
    "370202": ("一、整体谋划", "二、靶向精准", "三、聚力服务"),
    "410106": ("名家工程", "名校长工程", "名师工程", "名班主任工程", "名生工程"),
    "410305": ("坚持强基固本", "坚持守正创新", "坚持先行一步", "坚持改革强师", "坚持惠民利民"),
    "610526": ("一、", "二、", "三、", "四、", "五、"),
}
"""The parts that each paper has, in its order."""


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_part_of_a_paper_has_its_sections_in_the_papers_order(path: Path, catalogue: Catalogue) -> None:
    programme = parse_programme(path.read_text(encoding="utf-8"), path.name, path.stem, catalogue)
    parts = PARTS[path.name[:6]]
    found = [
        next(part for part in parts if re.search(part, section.heading)) for section in programme.sections
    ]
    assert list(dict.fromkeys(found)) == list(parts)


def test_both_pools_under_dynamic_management_are_ladders(catalogue: Catalogue) -> None:
    [path] = [path for path in SHIPPED if path.name.startswith("610526")]
    programme = parse_programme(path.read_text(encoding="utf-8"), path.name, path.stem, catalogue)
    highest = {ladder.rungs[-1].title for ladder in programme.ladders}
    assert highest == {"名师", "名校长"}  # 对名师名校长管理坚持“进出数额相当、实行动态管理”的原则


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_item_of_a_paper_quotes_it(path: Path, catalogue: Catalogue) -> None:
    programme = parse_programme(path.read_text(encoding="utf-8"), path.name, path.stem, catalogue)
    assert [item.name for item in programme.items if not item.quote] == []
    assert [section.title for section in programme.sections if not section.heading] == []
    assert programme.district == path.name[:6]


def test_the_smallest_programme_is_read(catalogue: Catalogue) -> None:
    programme = parse_programme(HEAD + SECTION + RESULT, FILE, "x", catalogue)
    [item] = programme.items
    assert (item.kind, item.metric, item.target) == ("result", "famous_teachers", None)
    assert programme.yellow_from == 0.9


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [
        ("name = ", "", "TOML"),
        (HEAD, "sections", "至少"),
        (HEAD.replace("990100", "123456") + SECTION + RESULT, "district", "123456"),
        (HEAD + 'start = "2023年"\n' + SECTION + RESULT, "start", "2025Q3"),
        (HEAD + "yellow_from = 90\n" + SECTION + RESULT, "yellow_from", "0 和 1"),
        (HEAD + "colour = 1\n" + SECTION + RESULT, "colour", "没有这个键"),
        (HEAD + "sections = 3\n", "sections", "一组表"),
        (HEAD + SECTION + "order = 1\n" + RESULT, "sections[0].order", "没有这个键"),
        (HEAD + SECTION + RESULT.replace("result", "resultat"), "sections[0].items[0].kind", "result"),
        (HEAD + SECTION + RESULT.replace('"名师"', "3"), "sections[0].items[0].name", "引号"),
        (HEAD + SECTION + RESULT + RESULT, "sections[0].items[1].name", "名师"),
        (HEAD + SECTION + RESULT + "target = 3\n", "sections[0].items[0].target", "没有这个键"),
        (HEAD + SECTION + RESULT + 'indicator = "名师"\n', "sections[0].items[0].indicator", "只能写一个"),
        (
            HEAD + SECTION + RESULT.replace("famous_teachers", "famous_teacher"),
            "sections[0].items[0].metric",
            "没有指标 famous_teacher",
        ),
        (HEAD + SECTION + RESULT + 'level = "镇级别"\n', "sections[0].items[0].level", "区县级"),
        (HEAD + SECTION + RESULT + 'category = "名师"\n', "sections[0].items[0].category", "不分这一项"),
        (
            HEAD + SECTION + RESULT.replace("famous_teachers", "studios") + 'category = "茶室"\n',
            "sections[0].items[0].category",
            "名师工作室",
        ),
        (HEAD + SECTION + RESULT + 'unit = "万人"\n', "sections[0].items[0].unit", "大小不同"),
        (
            HEAD + SECTION + RESULT.replace('metric = "famous_teachers"', 'indicator = "甲"\nstage = "小学"'),
            "sections[0].items[0].stage",
            "metric",
        ),
        (
            HEAD + SECTION + RESULT.replace('metric = "famous_teachers"\n', ""),
            "sections[0].items[0]",
            "indicator",
        ),
        (HEAD + SECTION + RESULT + 'period = "2025"\n', "sections[0].items[0].period", "2025"),
        (HEAD + SECTION + TARGET.replace("target = 5\n", ""), "sections[0].items[0].target", "qualifier"),
        (
            HEAD + SECTION + TARGET.replace("target = 5", "target = nan"),
            "sections[0].items[0].target",
            "数字",
        ),
        (
            HEAD + SECTION + TARGET.replace("target = 5", "target = true"),
            "sections[0].items[0].target",
            "数字",
        ),
        (HEAD + SECTION + TARGET.replace("不低于", "大于"), "sections[0].items[0].direction", "不低于"),
        (
            HEAD + SECTION + TARGET + 'start = "2025Q4"\ndue = "2025Q1"\n',
            "sections[0].items[0].due",
            "早于",
        ),
        (HEAD + SECTION + TARGET + 'each = "district_stage"\n', "sections[0].items[0].each", "stages"),
        (HEAD + SECTION + TARGET + 'stages = ["小学"]\n', "sections[0].items[0].stages", "each"),
        (
            HEAD + SECTION + TARGET + 'each = "district_stage"\nstages = ["大学"]\n',
            "sections[0].items[0].stages[0]",
            "大学",
        ),
        (HEAD + SECTION + TARGET + 'stages = "小学"\n', "sections[0].items[0].stages", "一列"),
        (HEAD + SECTION + DUTY.replace("学期", "旬"), "sections[0].items[0].interval", "学期"),
        (HEAD + SECTION + DUTY.replace('role = "校长"\n', ""), "sections[0].items[0].role", "必须填写"),
        (HEAD + SECTION + DUTY + 'metric = "papers"\n', "sections[0].items[0].metric", "不是比例"),
        (HEAD + SECTION + COVERAGE, "sections[0].items[0]", "indicator"),
        (HEAD + SECTION + COVERAGE + 'indicator = "甲"\n', "sections[0].items[0]", "分母"),
        (HEAD + LADDER.replace('"梯队"', '""') + SECTION + RESULT, "ladders[0].name", "必须填写"),
        (HEAD + LADDER + "order = 1\n" + SECTION + RESULT, "ladders[0].rungs[0].order", "没有这个键"),
        (
            HEAD + LADDER.replace('title = "名师"', 'title = "茶师"') + SECTION + RESULT,
            "ladders[0].rungs[0].title",
            "学科带头人",
        ),
        (
            HEAD + LADDER.replace('item = "名师"', 'item = "茶师"') + SECTION + RESULT,
            "ladders[0].rungs[0].item",
            "没有名为“茶师”",
        ),
        (HEAD + '[[ladders]]\nname = "梯队"\n' + SECTION + RESULT, "ladders[0].rungs", "必须填写"),
        (
            HEAD + SECTION + '[[sections.items]]\nkind = "rule"\nname = "规则"\n',
            "sections[0].items[0].quote",
            "必须填写",
        ),
    ],
)
def test_a_mistake_is_named_with_file_and_key(text: str, at: str, word: str, catalogue: Catalogue) -> None:
    [problem] = problems_of(text, catalogue)
    where = f"{FILE}: {at}: " if at else f"{FILE}: "
    assert problem.startswith(where)
    assert word in problem.removeprefix(where)


def test_a_ladder_climbs_from_the_lowest_title(catalogue: Catalogue) -> None:
    programme = parse_programme(HEAD + LADDER + SECTION + RESULT, FILE, "x", catalogue)
    assert programme.ladders == (Ladder("梯队", (Rung("名师", "名师"),)),)
    assert parse_programme(dump_programme(programme), FILE, "x", catalogue) == programme


def test_the_papers_ladders_have_their_targets(catalogue: Catalogue) -> None:
    found = {}
    for path in SHIPPED:
        programme = parse_programme(path.read_text(encoding="utf-8"), path.name, path.stem, catalogue)
        items = {item.name: item for item in reversed(programme.items)}
        for ladder in programme.ladders:
            found[ladder.name] = [(rung.title, items[rung.item].target) for rung in ladder.rungs]
    assert found["“1236”骨干教师培养体系"] == [
        ("教学新秀", 600),
        ("教学能手", 300),
        ("学科带头人", 200),
        ("名师", 100),
    ]
    assert found["“十百千”教师梯队"] == [("潜力教师", 1000), ("优秀教师", 100), ("卓越教师", 10)]


def test_all_mistakes_of_a_file_are_told_at_once(catalogue: Catalogue) -> None:
    text = HEAD + "x = 1\n" + SECTION + RESULT + 'level = "?"\n' + DUTY.replace("学期", "旬")
    assert [problem.split(": ")[1] for problem in problems_of(text, catalogue)] == [
        "x",
        "sections[0].items[0].level",
        "sections[0].items[1].interval",
    ]


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=12)
NUMBERS = st.floats(0, 1e9, allow_nan=False).map(lambda number: round(number, 3))


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    names = draw(st.lists(WORDS, min_size=1, max_size=6, unique=True))
    items = []
    for name in names:
        common = {"name": name, "quote": draw(WORDS), "note": draw(st.one_of(st.just(""), WORDS))}
        number = draw(st.one_of(NUMBERS, st.integers(0, 10**6).map(float)))
        match draw(st.sampled_from(list(KEYS))):
            case "result":
                items.append(Item("result", metric="studios", level="市级", unit="个", **common))
            case "target":
                each = {"each": "district_stage", "stages": ("小学", "初中")} if draw(st.booleans()) else {}
                items.append(
                    Item(
                        "target",
                        metric="studios",
                        target=number,
                        direction="不低于",
                        start="2024Q1",
                        due="2025Q4",
                        start_value=draw(st.one_of(st.none(), NUMBERS)),
                        **each,
                        **common,
                    )
                )
            case "duty":
                interval = draw(st.sampled_from(INTERVALS))
                items.append(
                    Item(
                        "duty",
                        role=draw(WORDS),
                        activity=draw(WORDS),
                        interval=interval,
                        direction="等于",
                        qualifier=draw(WORDS),
                        target_name=draw(WORDS),
                        **common,
                    )
                )
            case "coverage":
                items.append(Item("coverage", indicator=draw(WORDS), of_metric="classes_total", **common))
            case _:
                items.append(Item("rule", **common))
    section = Section(draw(WORDS), draw(st.one_of(st.just(""), WORDS)), tuple(items))
    yellow = draw(st.sampled_from([0.9, 0.8, 1.0, 0.0]))
    return Programme(
        "x", draw(WORDS), "990100", draw(WORDS), draw(st.sampled_from(["", "2024Q1"])), yellow, (section,)
    )


@settings(deadline=None, max_examples=50)
@given(programme=programmes())
def test_what_is_written_reads_back_equal(programme: Programme, catalogue: Catalogue) -> None:
    text = dump_programme(programme)
    assert parse_programme(text, FILE, "x", catalogue) == programme
    assert dump_programme(parse_programme(text, FILE, "x", catalogue)) == text
