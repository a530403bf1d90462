"""What a school's own page shows: the register, every figure beside schools like it, and the rows it handed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from eduboard.contracts import load_contracts
from eduboard.metrics.catalogue import THEMES, Catalogue, Metric, join_definitions, join_units
from eduboard.metrics.explained import explained_note, load_explained
from eduboard.metrics.imprint import R, stamp
from eduboard.metrics.origins import Origin, origin_of_class, origin_of_row
from eduboard.metrics.places import place_name
from eduboard.metrics.recipe import SCHOOL, Recipe, sorted_pairs
from eduboard.metrics.results import Caption, DataTable, Delta, Line, Point, Qualified, Source, Trend
from eduboard.metrics.scene import is_better
from eduboard.metrics.school_indicators import SchoolFigure, SchoolIndicators
from eduboard.metrics.schools import School, SchoolFigures, find_school, measure_schools, read_schools
from eduboard.metrics.themes import OVERVIEW_TABLE
from eduboard.periods import Period, period_range
from eduboard.store.queries import load_query
from eduboard.store.store import Row, Session
from eduboard.texts import school as texts
from eduboard.texts.materials import SCHOOL_INDICATORS
from eduboard.texts.views import TREND_TITLE

TREND_PART, HISTORY_PART, THEME_PART, PAPER_PART = "trend", "history", "theme", "paper"
_SAME_AS_ANOTHER = ("classes_by_band", "training_person_times_by_form")
"""Metrics that are there to be spread by category; of a whole school they repeat another one."""


@dataclass(frozen=True)
class SchoolTheme:
    """The figures of a theme, and their history: a row for each period, the newest first."""

    title: str
    shown: SchoolIndicators
    history: DataTable

    @property
    def figures(self) -> tuple[SchoolFigure, ...]:
        """The figures."""
        return self.shown.figures


@dataclass(frozen=True)
class HandedIn:
    """Where a school's rows of a table and period come from; no batch where the school should be in it and is not."""

    dataset: str
    period: str
    batch: str = ""
    row_count: int = 0
    first_line: int = 0
    last_line: int = 0
    file_name: str = ""
    published_by: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True)
class SchoolView:
    """A school in a period; ``like`` counts the schools that its figures stand beside, itself among them.

    ``choices`` are the metrics that can be drawn over time, the one to begin with first.

    ``is_registered`` is false where the register in force does not list it.
    """

    school: School
    period: str
    is_registered: bool
    like: int
    themes: tuple[SchoolTheme, ...]
    choices: tuple[Metric, ...]
    classes: DataTable
    training: DataTable
    duties: DataTable
    handed_in: tuple[HandedIn, ...]
    sources: tuple[Source, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no figure of the school in any period."""
        return not self.themes


def build_school_view(
    session: Session, school: School, period: str, own: SchoolFigures, beside: SchoolFigures
) -> SchoolView:
    """Build the page of a school from its ``own`` figures over time and those of the period of all its district."""
    page = _open_page(session, school, period, own, beside)
    shown = [metric for metric in own.asked if metric in own.metrics or metric in beside.metrics]
    known = [
        metric
        for metric in shown
        if metric.id not in _SAME_AS_ANOTHER
        and any(own.value(metric, p, school.school) is not None for p in own.periods)
    ]
    handed_in = tuple(_handed_in(session, school, period, own.periods))
    batches = {item.batch for item in handed_in}
    return SchoolView(
        school=school,
        period=period,
        is_registered=page.is_registered,
        like=len(page.like),
        themes=tuple(page.themes(known)),
        choices=tuple(sorted(known, key=_is_drawn_later)),
        classes=page.classes(),
        training=page.training(),
        duties=page.duties(),
        handed_in=handed_in,
        sources=tuple(source for source in own.sources if source.batch in batches),
    )


def build_school_trend(
    session: Session, school: School, period: str, own: SchoolFigures, beside: SchoolFigures, metric: Metric
) -> Trend:
    """Build one metric over time beside the schools like this one; ``beside`` has it for all of the district."""
    return _open_page(session, school, period, own, beside).trend(metric)


def build_paper_indicators(
    session: Session, view: SchoolView, own: SchoolFigures, beside: SchoolFigures, metrics: Sequence[Metric]
) -> SchoolIndicators:
    """Build what a paper tells of a school."""
    return _open_page(session, view.school, view.period, own, beside).indicators(PAPER_PART, metrics)


def build_school_part(
    session: Session, catalogue: Catalogue, recipe: Recipe, metrics: Sequence[Metric]
) -> Trend | DataTable | SchoolIndicators:
    """Make a part of a school's page again; raises KeyError where the school or the part is not known any more."""
    stated, code = recipe.filter_values, recipe.detail("school")
    period, periods = stated["period"], period_range(stated["start"], stated["end"])
    school = find_school(session, code, stated["district"], period)
    if school is None:
        raise KeyError(code)
    # What a table of rows rests on does not depend on the metric that is measured beside.
    measured = metrics or catalogue.metrics[:1]
    beside = measure_schools(session, catalogue, school.district, periods, measured)
    own = measure_schools(session, catalogue, school.district, periods, measured, code)
    return _open_page(session, school, period, own, beside).part(recipe.detail("part"), metrics)


def _open_page(
    session: Session, school: School, period: str, own: SchoolFigures, beside: SchoolFigures
) -> _Page:
    registered = read_schools(session, period, [school.district])
    like = [other for other in registered if other.shares_a_stage_with(school)]
    return _Page(session, school, period, own, beside, like, is_registered=school in registered)


def _is_drawn_later(metric: Metric) -> tuple[bool, bool]:
    """What every school has comes first: how large its classes are; then the other main figures."""
    return metric.id != "average_class_size", metric.id not in OVERVIEW_TABLE


@dataclass(frozen=True, eq=False)
class _Page:
    """What every part of the page needs."""

    session: Session
    school: School
    period: str
    figures: SchoolFigures
    beside: SchoolFigures
    like: Sequence[School]
    is_registered: bool

    def themes(self, metrics: Sequence[Metric]) -> Iterable[SchoolTheme]:
        """The figures theme by theme."""
        for theme, title in THEMES.items():
            of_theme = [metric for metric in metrics if metric.theme == theme]
            of_theme.sort(key=lambda metric: metric.id not in OVERVIEW_TABLE)
            if of_theme:
                shown = self.indicators(THEME_PART, of_theme)
                yield SchoolTheme(title, shown, self._history(title, of_theme))

    def indicators(self, part: str, metrics: Sequence[Metric]) -> SchoolIndicators:
        """Some metrics side by side: those of a theme, or those that a paper has room for."""
        title = THEMES[metrics[0].theme] if part == THEME_PART else SCHOOL_INDICATORS
        datasets = {dataset for metric in metrics for dataset in metric.datasets}
        caption = self._plain_caption(title, datasets)
        return self._stamped(SchoolIndicators(tuple(map(self._figure, metrics)), caption), part, metrics)

    def _figure(self, metric: Metric) -> SchoolFigure:
        row = self.figures.row(metric, self.period, self.school.school)
        return SchoolFigure(
            metric=metric,
            value=self.figures.value(metric, self.period, self.school.school),
            qualifier=row.qualifier if row else None,
            annual=bool(row and row.annual),
            delta=self._delta(metric),
            average=self._average(metric, self.period),
            origin=Origin(self.period, (self.school.district,), "", self.school.school),
        )

    def _average(self, metric: Metric, period: str) -> float | None:
        return self.beside.average(metric, period, self.like) if len(self.like) > 1 else None

    def _delta(self, metric: Metric) -> Delta | None:
        before = str(Period.parse(self.period).shift(-1))
        rows = [self.figures.row(metric, period, self.school.school) for period in (self.period, before)]
        now, base = (self.figures.value(metric, p, self.school.school) for p in (self.period, before))
        if now is None or base is None or len({bool(row and row.annual) for row in rows}) > 1:
            return None
        return Delta(before, base, now - base, is_better(metric, now - base))

    def _history(self, title: str, metrics: Sequence[Metric]) -> DataTable:
        periods = list(reversed(self.figures.periods))
        found = DataTable(
            columns=(texts.PERIOD, *(metric.name for metric in metrics)),
            rows=tuple((period, *(self._shown(metric, period) for metric in metrics)) for period in periods),
            caption=self._caption(texts.HISTORY_TITLE.format(theme=title), metrics, self.figures.periods),
            metrics=(None, *metrics),
            origins=tuple(
                Origin(period, (self.school.district,), "", self.school.school) for period in periods
            ),
        )
        return self._stamped(found, HISTORY_PART, metrics)

    def _shown(self, metric: Metric, period: str) -> float | Qualified | None:
        value = self.figures.value(metric, period, self.school.school)
        row = self.figures.row(metric, period, self.school.school)
        return Qualified(value, row.qualifier) if row and row.qualifier and value is not None else value

    def trend(self, metric: Metric) -> Trend:
        """A metric over time, beside the schools like this one."""
        code, periods = self.school.school, self.figures.periods
        rows = [self.figures.row(metric, period, code) for period in periods]
        own = tuple(
            Point(period, self.figures.value(metric, period, code), bool(row and row.annual))
            for period, row in zip(periods, rows, strict=True)
        )
        beside = tuple(Point(period, self._average(metric, period)) for period in periods)
        lines = (Line(self.school.name, own), Line(texts.AVERAGE_SHORT, beside))
        title = TREND_TITLE.format(metric=metric.name)
        found = Trend(metric, lines, None, self._caption(title, [metric], periods))
        return self._stamped(found, TREND_PART, [metric])

    def _stamped(self, result: R, part: str, metrics: Sequence[Metric] = ()) -> R:
        """Give a part of the page its code."""
        district, periods = self.school.district, self.figures.periods
        filters = {"district": district, "period": self.period, "start": periods[0], "end": periods[-1]}
        recipe = Recipe(
            SCHOOL,
            tuple(metric.id for metric in metrics),
            sorted_pairs(filters),
            sorted_pairs({"part": part, "school": self.school.school}),
        )
        visible = None if self.session.viewer.visible is None else (district,)
        return stamp(result, recipe, metrics, (district,), visible)

    def part(self, name: str, metrics: Sequence[Metric]) -> Trend | DataTable | SchoolIndicators:
        """One part by its name; raises KeyError for what is none."""
        if name in (THEME_PART, PAPER_PART):
            return self.indicators(name, metrics)
        if name == TREND_PART:
            return self.trend(metrics[0])
        if name == HISTORY_PART:
            return self._history(THEMES[metrics[0].theme], metrics)
        return {"classes": self.classes, "training": self.training, "duties": self.duties}[name]()

    def _caption(self, title: str, metrics: Sequence[Metric], periods: Sequence[str]) -> Caption:
        datasets = {dataset for metric in metrics for dataset in metric.datasets}
        said = load_explained(self.session, metrics, periods, (self.school.district,))
        return self._plain_caption(
            title,
            datasets,
            unit=join_units(metrics),
            period=f"{periods[0]}–{periods[-1]}",
            definition=join_definitions(metrics),
            notes=tuple(explained_note(item) for item in said if item.school == self.school.school),
        )

    def _plain_caption(
        self,
        title: str,
        datasets: Iterable[str],
        *,
        unit: str = "",
        period: str = "",
        definition: str = "",
        notes: tuple[str, ...] = (),
    ) -> Caption:
        place = texts.PLACE.format(district=place_name(self.school.district), school=self.school.name)
        named = set(datasets)
        sources = tuple(source for source in self.figures.sources if source.dataset in named)
        return Caption(title, unit, period or self.period, place, definition, sources, notes)

    def classes(self) -> DataTable:
        """The classes of the period."""
        rows = self._rows("pages/school_classes", period=self.period)
        origins = tuple(
            origin_of_class(self.period, self.school.district, self.school.school, row) for row in rows
        )
        return self._table(texts.CLASSES_TITLE, texts.CLASS_COLUMNS, rows, "classes", origins)

    def training(self) -> DataTable:
        """What its teachers were trained in, in all periods."""
        rows = self._rows("pages/school_training", periods=list(self.figures.periods))
        return self._table(
            texts.TRAINING_TITLE, texts.TRAINING_COLUMNS, rows, "training", self._lines("training", rows)
        )

    def duties(self) -> DataTable:
        """What its people did of their duties, in all periods."""
        rows = self._rows("pages/school_duties", periods=list(self.figures.periods))
        return self._table(
            texts.DUTIES_TITLE, texts.DUTY_COLUMNS, rows, "duties", self._lines("duties", rows)
        )

    def _lines(self, dataset: str, rows: Sequence[Row]) -> tuple[Origin, ...]:
        place = {"district": self.school.district}
        return tuple(origin_of_row(dataset, row | place, self.school.school) for row in rows)

    def _rows(self, query: str, **parameters: object) -> list[Row]:
        place = {"district": self.school.district, "school": self.school.school}
        return self.session.run(query, **place, **parameters)

    def _table(
        self,
        title: str,
        columns: tuple[str, ...],
        rows: Sequence[Row],
        dataset: str,
        origins: tuple[Origin, ...],
    ) -> DataTable:
        """Show rows under as many columns; where they stand comes behind."""
        found = DataTable(
            columns=columns,
            rows=tuple(tuple(row.values())[: len(columns)] for row in rows),
            caption=self._plain_caption(title, [dataset]),
            metrics=(None,) * len(columns),
            origins=origins,
        )
        return self._stamped(found, dataset)


def _handed_in(session: Session, school: School, period: str, periods: Sequence[str]) -> Iterable[HandedIn]:
    """List, table by table, where the school's rows come from, and in the period itself what it is missing from."""
    place = {"district": school.district, "school": school.school}
    expected = {
        row["dataset"]
        for row in session.run("pages/expected_schools", period=period, districts=[school.district])
        if row["school"] == school.school
    }
    for contract in load_contracts().values():
        if not contract.has_school:
            continue
        sql = load_query("pages/school_batches").sql.format(dataset=contract.name)
        rows = session.fetch(sql, {**place, "periods": list(periods)})
        if contract.name in expected and period not in {row["period"] for row in rows}:
            yield HandedIn(contract.name, period)
        for row in rows:
            yield HandedIn(contract.name, **row)
