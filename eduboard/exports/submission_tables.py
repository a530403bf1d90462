"""报送进度 as tables with a code: district × table, what is missing, and what one district has handed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eduboard.contracts import load_contracts
from eduboard.errors import EduboardError
from eduboard.exports import reminders
from eduboard.metrics.imprint import stamp
from eduboard.metrics.origins import Numbers, origin_of_batch
from eduboard.metrics.recipe import Recipe, sorted_pairs
from eduboard.metrics.recipes import Kitchen
from eduboard.metrics.results import Caption, DataTable, Source
from eduboard.metrics.submissions import (
    DistrictSubmissions,
    Submission,
    Submissions,
    build_submissions,
    list_reporting_cities,
)
from eduboard.store.records import DEMO, SUBMITTED
from eduboard.texts import submissions as texts
from eduboard.texts.formats import UNDEFINED

KIND = "submissions"
MATRIX, MISSING, DETAIL = "matrix", "missing", "detail"
NAMES_IN_TABLE = 60
_WHO = 4
"""The column of ``DETAIL_COLUMNS`` that names a person."""


def build_matrix_table(result: Submissions) -> DataTable:
    """District × table as shown: the status and how many schools."""
    titles = tuple(load_contracts()[name].title for name in result.tables)
    rows = tuple(
        (district.name, *(" ".join(filter(None, reminders.cell_words(item))) for item in district.required))
        for district in result.districts
    )
    columns = (texts.DISTRICT, *titles)
    caption = _caption(result, texts.MATRIX_FILE)
    cells = tuple(
        ((), *(_batch_of(result, item) for item in district.required)) for district in result.districts
    )
    table = DataTable(columns, rows, caption, (None,) * len(columns), leading=1, cells=cells)
    return _coded(result, table, MATRIX)


def _batch_of(result: Submissions, item: Submission) -> Numbers:
    """Say which batch a table of a district rests on; () where nothing is published."""
    if not item.batch:
        return ()
    return (("", origin_of_batch(result.period, item.district, item.source, item.batch)),)


def build_missing_table(result: Submissions) -> DataTable:
    """One row for each school that is missing from a table, and for each table that is missing whole."""
    rows: list[tuple[object, ...]] = []
    for district in result.districts:
        for item in district.still_open:
            if item.batch:
                rows += [
                    (district.name, item.title, item.status, school.code, school.name, school.type)
                    for school in item.missing
                ]
            else:
                whole = (
                    texts.WHOLE_TABLE_OF.format(count=item.expected) if item.expected else texts.WHOLE_TABLE
                )
                rows.append((district.name, item.title, item.status, UNDEFINED, whole, UNDEFINED))
    columns, caption = texts.MISSING_COLUMNS, _caption(result, texts.MISSING_FILE)
    return _coded(result, DataTable(columns, tuple(rows), caption, (None,) * len(columns)), MISSING)


def build_detail_table(result: Submissions, district: DistrictSubmissions) -> DataTable:
    """What one district has handed in, table by table, and what is missing from it."""
    columns, items = texts.DETAIL_COLUMNS, (*district.required, *district.others)
    table = DataTable(
        columns=columns,
        rows=tuple(map(_detail, items)),
        cells=tuple((_batch_of(result, item),) * len(columns) for item in items),
        caption=_caption(result, texts.DETAIL_LABEL.format(district=district.name), district),
        metrics=(None,) * len(columns),
        leading=1,
        personal=(_WHO,),
    )
    return _coded(result, table, DETAIL, district)


def _detail(item: Submission) -> tuple[str, ...]:
    said = (
        (reminders.write_coverage(item), write_stand_in(item)),
        (write_missing(item), write_unlisted(item)),
    )
    handed_in = texts.HANDED_IN if item.batch and not item.is_required else ""
    status = " ".join(filter(None, (item.status, handed_in)))
    return (
        item.title,
        status,
        *(" ".join(filter(None, words)) for words in said),
        write_who(item),
        item.batch,
    )


def write_who(item: Submission) -> str:
    """Say who handed a table in, and when."""
    if not item.published_at:
        return ""
    when = texts.MOMENT.format(date=item.published_at)
    return texts.WHO_AND_WHEN.format(who=item.published_by, when=when)


def write_stand_in(item: Submission) -> str:
    """Name the table that stands in for the one asked for."""
    if item.source == item.dataset:
        return ""
    return texts.STOOD_IN.format(dataset=load_contracts()[item.source].title)


def write_missing(item: Submission) -> str:
    """Say which schools are missing."""
    if item.batch and item.missing:
        names = reminders.write_names(item.missing, NAMES_IN_TABLE)
        return texts.MISSING_SCHOOLS.format(count=len(item.missing), names=names)
    if item.batch and item.lacks_registry:
        return texts.NO_REGISTRY_LONG
    if not item.batch and item.expected:
        return texts.WHOLE_TABLE_OF.format(count=item.expected)
    return ""


def write_unlisted(item: Submission) -> str:
    """Say which schools are in a table and not in the registry."""
    if not item.unlisted:
        return ""
    names = reminders.write_names(item.unlisted, NAMES_IN_TABLE)
    return texts.UNLISTED_SCHOOLS.format(count=len(item.unlisted), names=names)


def _caption(result: Submissions, title: str, only: DistrictSubmissions | None = None) -> Caption:
    rules = texts.RULES if result.counts_exempt_schools else texts.RULES + texts.RULE_EXEMPT
    items = list(_items((only,) if only else result.districts))
    notes = [texts.STATUS_KEY] if only else [reminders.write_headline(result), texts.STATUS_KEY]
    if any(item.review or item.schools_waiting for item in items):
        notes.append(texts.REVIEW_KEY)
    if result.has_demo_data:
        notes.append(texts.DEMO_IN_TIME)
    kind = DEMO if result.has_demo_data else SUBMITTED
    batches = sorted({item.batch for item in items if item.batch})
    return Caption(
        title=title,
        unit="",
        period=result.period,
        place=result.city_name,
        definition=rules,
        # By number alone: what else is on record of them is looked up.
        sources=tuple(Source(batch, "", "", kind, "") for batch in batches),
        notes=tuple(notes),
    )


def _items(districts: tuple[DistrictSubmissions, ...]) -> Iterator[Submission]:
    return (item for district in districts for item in (*district.required, *district.others))


def _coded(
    result: Submissions, table: DataTable, part: str, only: DistrictSubmissions | None = None
) -> DataTable:
    recipe = Recipe(
        KIND,
        (),
        sorted_pairs(
            {"period": result.period, "city": result.city, "district": only.district if only else ""}
        ),
        sorted_pairs({"part": part, "today": result.today.isoformat()}),
    )
    districts = (only.district,) if only else tuple(item.district for item in result.districts)
    return stamp(table, recipe, (), districts, result.visible)


def remake(kitchen: Kitchen) -> DataTable:
    """Make one of the tables again, as of the day that it was made on; raises KeyError for what is none."""
    filters, recipe = kitchen.recipe.filter_values, kitchen.recipe
    today = date.fromisoformat(recipe.detail("today"))
    cities = list_reporting_cities(kitchen.session, kitchen.settings, today)
    city = next((city for city in cities if city.city == filters["city"]), None)
    if city is None:
        raise EduboardError("submissions.no_city")
    result = build_submissions(kitchen.session, kitchen.settings, city, filters["period"], today)
    if recipe.detail("part") == DETAIL:
        found = {district.district: district for district in result.districts}
        return build_detail_table(result, found[filters["district"]])
    return {MATRIX: build_matrix_table, MISSING: build_missing_table}[recipe.detail("part")](result)
