"""The five themes as data, and the one call that builds what a theme's page shows."""

from __future__ import annotations

from dataclasses import dataclass

from eduboard.metrics import views, views_of_schools
from eduboard.metrics.catalogue import THEMES, Catalogue, Metric
from eduboard.metrics.results import (
    Card,
    Composition,
    DataTable,
    Distribution,
    Explained,
    Flow,
    HeatTable,
    Mover,
    Ranking,
    SchoolCoverage,
    Source,
    Trend,
)
from eduboard.metrics.scene import Filters, Scene, build_scene
from eduboard.settings import Settings
from eduboard.store.store import Session
from eduboard.texts.views import COMPOSITION_TITLES, OVERVIEW_TABLE_TITLE, THEME_TABLE_TITLE


@dataclass(frozen=True)
class MakeUp:
    """A figure of what a theme's number is made of: a metric spread by category and level."""

    metric: str
    codes: str  # the code table that orders the categories


@dataclass(frozen=True)
class Theme:
    """What a theme's page shows: the cards' metrics (the first is in focus), further columns, and the make-up."""

    id: str
    cards: tuple[str, ...]
    table: tuple[str, ...]
    make_up: tuple[MakeUp, ...] = ()
    has_stage: bool = True

    @property
    def title(self) -> str:
        """The theme's name."""
        return THEMES[self.id]


TALENT = Theme(
    "talent",
    cards=(
        "famous_teachers",
        "title_holders",
        "titles_held",
        "famous_principals",
        "famous_head_teachers",
        "studios",
    ),
    table=("backbone_titles", "backbone_teachers_per_100", "communities", "alliances"),
    make_up=(MakeUp("titles_held", "titles"), MakeUp("platforms", "platform_categories")),
)
RESEARCH = Theme(
    "research",
    cards=(
        "research_projects_completed",
        "research_projects_started",
        "research_projects_open",
        "papers",
        "showcase_lessons",
        "teaching_models",
    ),
    table=("books", "awards", "featured_courses"),
    make_up=(MakeUp("outputs_all", "output_types"),),
    has_stage=False,
)
CLASS_SIZE = Theme(
    "class_size",
    cards=(
        "large_class_share",
        "large_classes",
        "super_large_classes",
        "average_class_size",
        "entry_grade_large_classes",
        "over_standard_share",
    ),
    table=("classes_total", "over_standard_classes"),
)
AFTER_SCHOOL = Theme(
    "after_school",
    cards=(
        "after_school_student_rate",
        "after_school_school_rate",
        "after_school_teacher_rate",
        "after_school_full_week_rate",
    ),
    table=("after_school_participants", "after_school_extension_schools"),
)
TRAINING = Theme(
    "training",
    cards=(
        "training_hours_per_teacher",
        "training_compliance_rate",
        "training_sessions",
        "training_person_times",
        "training_hours",
    ),
    table=("school_based_compliance_rate",),
    make_up=(
        MakeUp("training_person_times", "training_categories"),
        MakeUp("training_person_times_by_form", "training_forms"),
    ),
    has_stage=False,
)
THEME_PAGES = {theme.id: theme for theme in (TALENT, RESEARCH, CLASS_SIZE, AFTER_SCHOOL, TRAINING)}

OVERVIEW_CARDS = (
    "famous_teachers",
    "research_projects_open",
    "large_class_share",
    "after_school_student_rate",
    "training_hours_per_teacher",
)
OVERVIEW_TABLE = (
    "famous_teachers",
    "backbone_teachers_per_100",
    "research_projects_completed",
    "papers",
    "large_class_share",
    "average_class_size",
    "after_school_school_rate",
    "after_school_student_rate",
    "training_hours_per_teacher",
    "training_compliance_rate",
)
MOVERS_SHOWN = 3


@dataclass(frozen=True)
class ThemeView:
    """Everything a theme's page shows for some filters."""

    theme: Theme
    filters: Filters
    place: str
    focus: Metric
    choices: tuple[Metric, ...]
    cards: tuple[Card, ...]
    trend: Trend
    ranking: Ranking
    compositions: tuple[Composition, ...]
    flow: Flow | None
    distribution: Distribution | None
    largest_classes: DataTable | None
    coverage: SchoolCoverage | None
    table: DataTable
    school_table: DataTable | None
    sources: tuple[Source, ...]
    explained: tuple[Explained, ...]
    quotes: tuple[tuple[str, str], ...]
    is_empty: bool


@dataclass(frozen=True)
class Overview:
    """Everything the first page shows for some filters."""

    filters: Filters
    place: str
    cards: tuple[Card, ...]
    heat: HeatTable
    improved: tuple[Mover, ...]
    worsened: tuple[Mover, ...]
    table: DataTable
    sources: tuple[Source, ...]
    explained: tuple[Explained, ...]
    quotes: tuple[tuple[str, str], ...]
    is_empty: bool


def build_theme_view(
    session: Session, catalogue: Catalogue, settings: Settings, theme: Theme, filters: Filters
) -> ThemeView:
    """Build a theme's page; without a choice the focus is the first metric that has data."""
    cards = tuple(catalogue[metric_id] for metric_id in theme.cards)
    columns = (*cards, *(catalogue[metric_id] for metric_id in theme.table))
    scene = build_scene(session, catalogue, filters, columns)
    focus = _choose_focus(scene, cards)
    is_inside = not filters.least_told
    schools = views_of_schools.measure_schools(session, catalogue, scene, cards) if is_inside else None
    is_class_size, is_research = theme is CLASS_SIZE, theme is RESEARCH
    return ThemeView(
        theme=theme,
        filters=filters,
        place=scene.place_name,
        focus=focus,
        choices=cards,
        cards=tuple(views.build_card(scene, metric) for metric in cards),
        trend=views.build_trend(scene, focus),
        ranking=views.build_ranking(scene, focus),
        compositions=tuple(_composition(session, catalogue, scene, make_up) for make_up in theme.make_up),
        flow=_project_flow(catalogue, scene) if is_research else None,
        distribution=_distribution(session, catalogue, settings, scene) if is_class_size else None,
        largest_classes=(
            views_of_schools.build_largest_classes(session, scene, catalogue["large_classes"])
            if is_class_size and is_inside
            else None
        ),
        coverage=None if schools is None else views_of_schools.build_coverage(scene, focus, schools),
        table=views.build_table(scene, columns, THEME_TABLE_TITLE.format(theme=theme.title)),
        school_table=None if schools is None else views_of_schools.build_school_table(scene, cards, schools),
        sources=scene.sources,
        explained=tuple(item for item in scene.explained if item.district in scene.in_sight),
        quotes=scene.quotes,
        is_empty=_is_empty(scene),
    )


def _choose_focus(scene: Scene, metrics: tuple[Metric, ...]) -> Metric:
    chosen = next((metric for metric in metrics if metric.id == scene.filters.focus), None)
    if chosen is not None:
        return chosen
    period = scene.filters.period
    return next((metric for metric in metrics if scene.value(metric, period) is not None), metrics[0])


def _is_empty(scene: Scene) -> bool:
    return all(row.value is None for row in scene.totals.values() if row.period in scene.history)


def _composition(session: Session, catalogue: Catalogue, scene: Scene, make_up: MakeUp) -> Composition:
    metric = catalogue[make_up.metric]
    return views.build_composition(
        session, catalogue, scene, metric, COMPOSITION_TITLES[metric.id], make_up.codes
    )


def _project_flow(catalogue: Catalogue, scene: Scene) -> Flow:
    started, still_open, completed = (
        catalogue[f"research_projects_{status}"] for status in ("started", "open", "completed")
    )
    return views.build_flow(scene, started, still_open, completed)


def _distribution(session: Session, catalogue: Catalogue, settings: Settings, scene: Scene) -> Distribution:
    return views.build_distribution(
        session, catalogue, scene, catalogue["classes_by_band"], settings.class_size_rules()
    )


def build_overview(session: Session, catalogue: Catalogue, filters: Filters) -> Overview:
    """Build the first page."""
    cards = tuple(catalogue[metric_id] for metric_id in OVERVIEW_CARDS)
    columns = tuple(catalogue[metric_id] for metric_id in OVERVIEW_TABLE)
    scene = build_scene(session, catalogue, filters, tuple(dict.fromkeys((*cards, *columns))))
    improved, worsened = views.build_movers(scene, columns, MOVERS_SHOWN)
    return Overview(
        filters=filters,
        place=scene.place_name,
        cards=tuple(views.build_card(scene, metric) for metric in cards),
        heat=views.build_heat(scene, columns, OVERVIEW_TABLE_TITLE),
        improved=improved,
        worsened=worsened,
        table=views.build_table(scene, columns, OVERVIEW_TABLE_TITLE),
        sources=scene.sources,
        explained=tuple(item for item in scene.explained if item.district in scene.in_sight),
        quotes=scene.quotes,
        is_empty=_is_empty(scene),
    )
