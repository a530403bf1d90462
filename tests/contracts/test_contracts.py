"""The contracts are valid Table Schemas, mean one thing each, and their examples can be handed in."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import frictionless
import pytest

from eduboard.access.viewer import LOCAL_USER
from eduboard.codes import code_table_names, load_code_table
from eduboard.contracts import CONTRACTS_DIR, EXTENSION, Contract, load_contracts
from eduboard.intake.check import check_file
from eduboard.intake.checked import close_all
from eduboard.intake.match import match_contract, recognise
from eduboard.intake.reading.headers import header_key
from eduboard.store.store import Store, stored_columns
from tests.build import make_store
from tests.intake.files import text_file

CONTRACTS = load_contracts()
DATASETS = {
    "schools", "enrolment", "classes", "class_bands", "honours", "platforms", "outputs", "after_school", "training",
    "training_compliance", "duties", "indicators", "targets",
}  # fmt: skip
KINDS = {
    "boolean", "code", "code_text", "count", "date", "district", "district_code", "number", "period", "person",
    "quantity", "school_code", "text",
}  # fmt: skip

each_contract = pytest.mark.parametrize("contract", CONTRACTS.values(), ids=lambda contract: contract.name)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = make_store(tmp_path_factory.mktemp("contracts"))
    yield store
    store.close()


def descriptor(contract: Contract) -> dict[str, object]:
    path: Path = CONTRACTS_DIR / f"{contract.name}.json"
    loaded: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def test_there_is_a_contract_for_every_dataset_of_the_design() -> None:
    assert set(CONTRACTS) == DATASETS


@each_contract
def test_frictionless_takes_it_for_a_valid_table_schema(contract: Contract) -> None:
    schema = frictionless.Schema.from_descriptor(descriptor(contract))
    assert schema.field_names == [field.name for field in contract.fields]
    assert not list(schema.metadata_errors) if hasattr(schema, "metadata_errors") else True


@each_contract
def test_frictionless_validates_its_example(contract: Contract) -> None:
    row = {field.name: "" if field.example is None else field.example for field in contract.fields}
    schema = frictionless.Schema.from_descriptor(
        descriptor(contract) | {"fields": [stripped(field) for field in descriptor(contract)["fields"]]}  # type: ignore[attr-defined]
    )
    for field in schema.fields:
        if field.type == "boolean":
            field.true_values, field.false_values = ["是"], ["否"]  # type: ignore[attr-defined]
    report = frictionless.validate([list(row), [str(value) for value in row.values()]], schema=schema)
    assert report.valid, report.flatten(["fieldName", "message"])


def stripped(field: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in field.items() if key != EXTENSION}


@each_contract
def test_no_header_means_two_of_its_fields(contract: Contract) -> None:
    keys = Counter(key for field in contract.fields for key in {header_key(title) for title in field.titles})
    assert [key for key, count in keys.items() if count > 1] == []


@each_contract
def test_what_it_names_exists(contract: Contract) -> None:
    names = {field.name for field in contract.fields}
    derived = {"school"} if contract.has_school else set()
    assert set(contract.key) <= names | derived
    assert set(contract.recognise) <= names
    assert contract.measure is None or contract.measure in names
    assert {field.codes for field in contract.fields if field.codes} <= set(code_table_names())
    assert {field.kind for field in contract.fields} <= KINDS
    assert all(field.codes for field in contract.fields if field.kind == "code")
    assert {"period", "district", "note"} <= names
    assert set(contract.key) <= set(stored_columns(contract))


@each_contract
def test_every_field_is_described_and_has_a_chinese_title(contract: Contract) -> None:
    for field in contract.fields:
        assert field.description, field.name
        assert any("一" <= character <= "鿿" for character in field.title)
        assert field.name.isidentifier()
        assert field.name.islower()


@each_contract
def test_its_own_titles_are_recognised_as_it(contract: Contract) -> None:
    match, problems = recognise([field.title for field in contract.fields])
    assert problems == ()
    assert match is not None
    assert match.contract.name == contract.name
    assert match.findings == ()
    assert set(match.columns) == {field.name for field in contract.fields}


@each_contract
def test_its_required_titles_alone_are_recognised_as_it(contract: Contract) -> None:
    titles = [field.title for field in contract.fields if field.required or field.name in contract.recognise]
    match, problems = recognise(titles)
    assert problems == ()
    assert match is not None
    assert match.contract.name == contract.name


@each_contract
def test_every_alias_finds_its_field(contract: Contract) -> None:
    for field in contract.fields:
        for alias in field.aliases:
            header = [other.title if other is not field else alias for other in contract.fields]
            match = match_contract(header, contract)
            assert header[match.columns[field.name]] == alias, (field.name, alias)
            assert match.findings == ()


@each_contract
def test_its_example_can_be_handed_in(contract: Contract, store: Store) -> None:
    header = ",".join(field.title for field in contract.fields)
    row = ",".join("" if field.example is None else str(field.example) for field in contract.fields)
    tables = check_file(store, LOCAL_USER, text_file(header, row), f"{contract.title}.csv")
    close_all(tables)
    assert [table.report.dataset for table in tables] == [contract.name]
    assert tables[0].report.errors == ()
    assert tables[0].report.warnings == ()


@pytest.mark.parametrize(
    "name", [name for name in code_table_names() if name not in ("regions", "entry_grades")]
)
def test_no_spelling_means_two_codes(name: str) -> None:
    owners: dict[str, set[str]] = {}
    for row in load_code_table(name).rows:
        for spelling in (row["name"], row.get("code", ""), *row.get("aliases", "").split("|")):
            if spelling:
                owners.setdefault(header_key(spelling), set()).add(row["name"])
    assert {spelling: names for spelling, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    ("dataset", "header"),
    [
        ("classes", "学校代码,学校,年级,班级,班级人数,学段,学期,区(县)"),
        ("classes", "学校标识码,学校名称,学段,年级,班号,学生数,统计期,区县"),
        ("after_school", "季度,县区,学校,学段,是否开展课后服务,学生总数,参加课后服务学生数"),
        ("enrolment", "统计时间,区县名称,单位名称,学段,教学班数,在校学生总数,专任教师"),
        ("training", "季度,区县,培训项目,培训类别,培训形式,培训场次,培训人次"),
        ("honours", "年份,区县,荣誉称号,认定级别,教师姓名,任教学校"),
        ("outputs", "年份,区县,课题名称,课题级别,成果类型,课题状态,立项时间"),
    ],
)
def test_headers_of_real_bureau_files_are_recognised(dataset: str, header: str) -> None:
    match, problems = recognise(header.split(","))
    assert problems == ()
    assert match is not None
    assert match.contract.name == dataset
    assert match.is_complete
