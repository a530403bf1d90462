"""Every file under queries/ is what its header says, and something uses it."""

import re
from collections import Counter
from collections.abc import Iterator

import duckdb
import pytest

from eduboard.contracts import load_contracts
from eduboard.intake.beside import show_beside
from eduboard.intake.experience import MEASURED
from eduboard.intake.rules import summarise_rows
from eduboard.metrics.alerts import FIGURES, LEVELS, NAMES, PLACE_COLUMNS, show_views
from eduboard.metrics.catalogue import (
    DIRECTIONS,
    PERCENT,
    THEMES,
    TIME_KINDS,
    Catalogue,
    definition_values,
    load_catalogue,
)
from eduboard.metrics.coverage import coverage_sql
from eduboard.metrics.cube import complete_columns, fill_parts
from eduboard.settings import PROJECT_ROOT, Settings
from eduboard.store.queries import QUERIES_DIR, Query, load_query
from eduboard.store.store import Session
from tests.build import incoming_columns, make_store

PATHS = sorted(
    file.relative_to(QUERIES_DIR).with_suffix("").as_posix() for file in QUERIES_DIR.rglob("*.sql")
)
METRICS = [path for path in PATHS if path.startswith("metrics/")]
CHECKS = [path for path in PATHS if path.startswith("checks/")]
ALERTS = [path for path in PATHS if path.startswith("alerts/")]
MACROS = [path for path in PATHS if path.startswith("store/macros/")]
TALLIES = [path for path in PATHS if path.startswith("tallies/")]
# A macro is an expression, not a statement; a view and a table are made by folder.
STATEMENTS = [path for path in PATHS if path not in MACROS]
LOADED_BY_FOLDER = (
    *("metrics/", "checks/", "alerts/", "tallies/"),
    *("store/alert_views/", "store/macros/", "store/schema/", "store/views/"),
)

METRIC_KEYS = ("metric", "名称", "单位", "口径", "时点", "方向", "依据", "别名", "叙述")
OPTIONAL_METRIC_KEYS = ("小数", "倍数", "去重")
QUERY_KEYS = ("query", "用途")
OPTIONAL_QUERY_KEYS = ("参数", "列")
CHECK_KEYS = ("rule", "级别", "说明", "怎么改", "列")
ALERT_KEYS = ("alert", "名称", "级别", "说明", "依据", "怎么核实", "参数", "列")
OPTIONAL_ALERT_KEYS = ("界限", "另看")
TALLY_KEYS = ("tally", "名称", "计入", "口径", "参数", "列")
TALLY_COLUMNS = "dataset, batch, line, district, numerator, denominator, qualifier, is_known, is_repeated"
OPTIONAL_CHECK_KEYS = ("须有", "表", "逐行", "行号", "需说明", "整区", "参数")
ROW_EXPERIENCE = "line, field, value, other, base, period, district, school, label"
INDICATOR_EXPERIENCE = "metric, period, district, base, value, other"
METRIC_COLUMNS = {"period", "district", "school", "stage", "category", "level"} | {
    "numerator",
    "denominator",
    "qualifier",
    "entity",
}

# What stands in the braces of a statement that the code completes.
BRACES = {
    "pages/quotes": {"dataset": "honours"},
    "pages/trace_addresses": {"dataset": "classes", "school": "school"},
    "pages/trace_apart": {"dataset": "classes"},
    "pages/trace_beside": {"dataset": "enrolment", "apart": "classes"},
    "pages/trace_members": {"register": load_query("pages/register_parts").sql},
    "pages/trace_rows": {"dataset": "classes", "condition": ""},
    "pages/trace_values": {"dataset": "classes"},
    "pages/school_batches": {"dataset": "classes"},
    "pages/school_in_rows": {"dataset": "classes"},
    "pages/schools_in_rows": {"dataset": "classes"},
    "pages/stated_schools": {"dataset": "classes"},
    "store/coverage/add_gaps": {"dataset": "classes", "coverage": coverage_sql("classes")},
    "store/coverage/measure": {"dataset": "classes", "stage": "r.stage"},
    "store/current_rows": {"dataset": "classes"},
    "store/current_rows_with_schools": {"dataset": "classes"},
    "store/content": {"table": "incoming", "place": "place", "columns": "period, district"},
    "store/stored_rows": {"dataset": "classes"},
    "store/rows_in_places": {"table": "incoming"},
    "store/line_marks": {"table": "incoming", "place": "place", "columns": "period, district"},
    "store/values_of_lines": {"table": "incoming", "place": "place", "columns": "period, district"},
    "store/filled_columns": {"table": "incoming", "counts": "count(period) > 0 AS period"},
    "store/replaced_school_stages": {"dataset": "classes", "stage": "stage"},
    "store/reporting_school_stages": {"incoming": "incoming", "stage": "stage"},
    "store/rows_of_others": {"incoming": "incoming"},
    "store/schools_of_rows": {"incoming": "incoming"},
    "store/school_beside_total": {"dataset": "enrolment", "within": ", stage"},
    "store/compare_rows": {
        "incoming": "incoming",
        "dataset": "classes",
        "key": "period",
        "rest": "district",
        "place": "period",
    },
    "store/keys_of_parts": {"key": "period, district", "readable": "period IS NOT NULL"},
    "store/district_pairs": {"name": "c0", "code": "c1"},
    "store/quantity_units": {"value": "c0", "unit": "c1"},
    "store/duplicate_keys": {
        "key": "period, district",
        "readable": "period IS NOT NULL",
        "same": "i.period = r.period",
    },
    "store/incoming_school_rows": {"stage": "stage", "sums": ", sum(students) AS students"},
    "store/incoming_school_stages": {"sums": "sum(students)::BIGINT AS students"},
    "store/rows_alike": {
        "rule": "SELECT 1 AS line, 'grade' AS field, '' AS value, '' AS other, '' AS grade",
        "columns": "grade",
    },
    "store/first_lines_of_spellings": {"column": "c0"},
    "store/last_rows": {"dataset": "classes"},
    "store/lines_of_spellings": {"column": "c0"},
    "store/overlapping_totals": {"within": ", stage"},
}


def header_names(path: str) -> list[str]:
    """The keys in the order of the file, repetitions and all."""
    lines = (QUERIES_DIR / f"{path}.sql").read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("-- ")]
    return [line[3:].partition(":")[0] for line in header if re.match(r"-- [^ :：]+:", line)]


def listed(query: Query, key: str) -> list[str]:
    return [name.strip() for name in query.header.get(key, "").split(",") if name.strip()]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A session in an empty store, with what the intake prepares for its statements."""
    store = make_store(tmp_path_factory.mktemp("empty"))
    with store.reading() as session:
        session.execute("CREATE TEMP TABLE staging (line BIGINT, c0 VARCHAR, c1 VARCHAR)")
        session.execute("CREATE TEMP TABLE bad_spellings (raw VARCHAR)")
        session.execute(
            "CREATE TEMP TABLE trace_parts (dataset VARCHAR, batch VARCHAR, line BIGINT, row_address VARCHAR, "
            "district VARCHAR, numerator DOUBLE, denominator DOUBLE, qualifier VARCHAR, is_known BOOLEAN, "
            "is_repeated BOOLEAN)"
        )
        session.execute(
            "CREATE TEMP TABLE trace_addresses (dataset VARCHAR, row_address VARCHAR, district VARCHAR, "
            "school VARCHAR, batch VARCHAR, line BIGINT)"
        )
        session.register("measured", MEASURED.empty_table())
        session.register("alert_figures", FIGURES.empty_table())
        session.register("alert_names", NAMES.empty_table())
        show_views(session)
        yield session
    store.close()


@pytest.fixture(scope="module")
def catalogue(session: Session) -> Catalogue:
    return load_catalogue(session, Settings())


def prepare_incoming(session: Session, dataset: str) -> None:
    """Make the table that checked rows wait in."""
    columns = incoming_columns(load_contracts()[dataset])
    spec = ", ".join(f'"{name}" {kind}' for name, kind in (columns | {"annual": "BOOLEAN"}).items())
    session.execute(f"CREATE OR REPLACE TEMP TABLE incoming ({spec})")
    session.execute(f"CREATE OR REPLACE TEMP VIEW in_force AS SELECT * FROM {dataset}")
    schools = "period VARCHAR, district VARCHAR, school VARCHAR, school_name VARCHAR"
    session.execute(f"CREATE OR REPLACE TEMP TABLE replaced_schools ({schools})")
    session.execute(f"CREATE OR REPLACE TEMP TABLE reporting_schools ({schools}, annual BOOLEAN)")
    stages = f"{schools}, stage VARCHAR"
    session.execute(f"CREATE OR REPLACE TEMP TABLE replaced_school_stages ({stages})")
    session.execute(f"CREATE OR REPLACE TEMP TABLE reporting_school_stages ({stages}, annual BOOLEAN)")
    summarise_rows(session, load_contracts()[dataset])
    show_beside(session, ())


def completed(path: str, catalogue: Catalogue) -> str:
    """Give the statement as it is run."""
    sql = load_query(path).sql
    if "{sql}" in sql:
        metric = catalogue["large_class_share"]
        register = load_query("pages/register_parts").sql
        return sql.format(
            sql=metric.sql, columns=complete_columns(catalogue, metric), register=register, asked=1
        )
    if path == "store/cube/measure_rows":
        return fill_parts(catalogue, [catalogue["large_class_share"], catalogue["famous_teachers"]])
    return sql.format(**BRACES[path]) if path in BRACES else sql


def result_columns(session: Session, sql: str) -> list[str]:
    """Run a SELECT in the empty store, every parameter NULL, and name its columns."""
    [statement] = duckdb.extract_statements(sql)
    cursor = session._cursor.execute(sql, dict.fromkeys(statement.named_parameters))
    return [column[0] for column in cursor.description or ()]


# -- headers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS)
def test_a_header_is_complete_for_its_kind(path: str) -> None:
    names = header_names(path)
    required: tuple[str, ...] = QUERY_KEYS
    optional: tuple[str, ...] = OPTIONAL_QUERY_KEYS
    if path in METRICS:
        required, optional = METRIC_KEYS, OPTIONAL_METRIC_KEYS
    elif path in CHECKS:
        required, optional = CHECK_KEYS, OPTIONAL_CHECK_KEYS
    elif path in ALERTS:
        required, optional = ALERT_KEYS, OPTIONAL_ALERT_KEYS
    elif path in TALLIES:
        required, optional = TALLY_KEYS, ()
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert [name for name in required if name not in names] == []
    assert [name for name in names if name not in (*required, *optional)] == []
    assert names[0] == required[0]
    header = load_query(path).header
    assert [name for name in names if not header[name]] == []


@pytest.mark.parametrize("path", PATHS)
def test_a_name_equals_the_path(path: str) -> None:
    query = load_query(path)
    if path in CHECKS:
        _, dataset, name = path.split("/")
        assert query.header["rule"] == f"{dataset}.{name}"
        assert dataset in ("any", "experience") or dataset in load_contracts()
    else:
        kinds = {"metrics": "metric", "alerts": "alert", "tallies": "tally"}
        assert query.header[kinds.get(path.partition("/")[0], "query")] == query.name


@pytest.mark.parametrize("path", CHECKS)
def test_a_rule_of_experience_is_a_warning_that_says_where_it_looks(path: str) -> None:
    query = load_query(path)
    _, folder, _ = path.split("/")
    if "需说明" not in query.header:
        assert folder != "experience"
        assert "参数" not in query.header
        return
    assert (query.header["需说明"], query.header["级别"]) == ("是", "warning")
    assert query.header["列"] == (INDICATOR_EXPERIENCE if folder == "experience" else ROW_EXPERIENCE)
    assert set(listed(query, "参数")) <= {"tolerance"}
    # What lies in the folder of all datasets says of which it holds: a rule of experience asks people.
    assert (folder == "any") == ("表" in query.header)


@pytest.mark.parametrize("path", ALERTS)
def test_an_alert_says_where_it_is_before_what_it_tells(path: str, catalogue: Catalogue) -> None:
    query = load_query(path)
    assert query.header["级别"] in LEVELS
    assert listed(query, "列")[: len(PLACE_COLUMNS)] == list(PLACE_COLUMNS)
    assert set(listed(query, "参数")) <= {"period", "limit"}
    assert float(query.header.get("界限", "0")) >= 0
    for further in listed(query, "另看"):
        assert further in catalogue or re.fullmatch(r"-[1-9]\d*\+?", further)


@pytest.mark.parametrize("path", TALLIES)
def test_a_tally_names_its_rows_one_by_one(path: str, catalogue: Catalogue) -> None:
    query = load_query(path)
    assert query.header["列"] == TALLY_COLUMNS
    assert {"period", "districts"} <= set(listed(query, "参数"))
    assert len(listed(query, "计入")) in (1, 2)
    # Both stand in an address under one key.
    assert query.name not in catalogue


@pytest.mark.parametrize("path", METRICS)
def test_a_metrics_header_has_allowed_values(path: str) -> None:
    header = load_query(path).header
    _, theme, _ = path.split("/")
    assert theme in THEMES
    assert header["时点"] in TIME_KINDS
    assert header["方向"] in DIRECTIONS
    assert header.get("去重", "学校") in ("学校", "人员")
    assert int(header.get("小数", "0")) in (0, 1, 2)
    assert float(header.get("倍数", "1")) > 0
    # The first clause stands alone where there is nothing to compare with.
    assert re.fullmatch(r"[^，{}]*\{value\}[^，{}]*，较\{baseline\}\{change\}", header["叙述"])
    # What a definition leaves open is a setting.
    assert header["口径"].format(**definition_values(Settings()))
    assert set(re.findall(r"\{(\w+)\}", header["口径"])) <= definition_values(Settings()).keys()


def test_a_name_belongs_to_one_metric(catalogue: Catalogue) -> None:
    names = Counter(name for metric in catalogue.metrics for name in (metric.name, *metric.aliases))
    assert [name for name, times in names.items() if times > 1] == []
    assert len(catalogue.named()) == len(names)


def test_the_papers_names_are_known(catalogue: Catalogue) -> None:
    named = catalogue.named()
    assert named["大班额数"] == "large_classes"
    assert named["平均班额"] == "average_class_size"


# -- statements ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", STATEMENTS)
def test_a_file_holds_one_statement_whose_parameters_are_declared(path: str, catalogue: Catalogue) -> None:
    statements = duckdb.extract_statements(completed(path, catalogue))
    assert len(statements) == 1
    declared = listed(load_query(path), "参数")
    assert set(declared) == set(statements[0].named_parameters)
    assert len(declared) == len(set(declared))


@pytest.mark.parametrize("path", MACROS)
def test_a_macro_is_an_expression_of_its_parameters(path: str) -> None:
    query = load_query(path)
    for name in listed(query, "参数"):
        assert re.search(rf"\b{name}\b", query.sql), name
    [statement] = duckdb.extract_statements(f"SELECT ({query.sql})")
    assert not statement.named_parameters


@pytest.mark.parametrize("path", [path for path in STATEMENTS if path not in METRICS])
def test_declared_columns_are_those_of_the_result(path: str, session: Session, catalogue: Catalogue) -> None:
    dataset = path.split("/")[1] if path in CHECKS else "classes"
    if named := listed(load_query(path), "表"):
        dataset = named[0]
    prepare_incoming(session, dataset if dataset in load_contracts() else "classes")
    sql = completed(path, catalogue)
    [statement] = duckdb.extract_statements(sql)
    declared = listed(load_query(path), "列")
    if statement.type != duckdb.StatementType.SELECT:
        assert declared == []
    elif declared == ["*"]:
        assert result_columns(session, sql)
    else:
        assert result_columns(session, sql) == declared


@pytest.mark.parametrize("path", METRICS)
def test_a_metrics_columns_are_those_that_are_understood(path: str, catalogue: Catalogue) -> None:
    metric = catalogue[path.rsplit("/", 1)[-1]]
    columns = catalogue.columns[metric.id]
    assert {"period", "district", "school", "numerator"} <= columns <= METRIC_COLUMNS
    assert metric.datasets
    assert bool(metric.entity) == ("entity" in columns)
    assert metric.is_ratio or not metric.is_share
    assert metric.scale == 1 or (metric.is_ratio and metric.unit != PERCENT)


# -- use -----------------------------------------------------------------------------------------------------


def test_every_file_is_used() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (PROJECT_ROOT / "eduboard").rglob("*.py"))
    unused = [path for path in PATHS if not path.startswith(LOADED_BY_FOLDER) and f'"{path}"' not in code]
    assert unused == []


def test_every_query_the_code_names_exists() -> None:
    pattern = re.compile(r'"((?:store|pages|checks|metrics)/[\w/]+)"')
    for file in (PROJECT_ROOT / "eduboard").rglob("*.py"):
        for path in pattern.findall(file.read_text(encoding="utf-8")):
            assert path in PATHS or (QUERIES_DIR / path).is_dir(), f"{file}: {path}"


def test_folders_hold_nothing_but_queries() -> None:
    strangers = [file for file in QUERIES_DIR.rglob("*") if file.is_file() and file.suffix != ".sql"]
    assert strangers == []
