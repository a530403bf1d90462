"""报送进度: which district has handed in which table of a quarter, how completely, and whether in time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from eduboard.codes import load_regions
from eduboard.contracts import Contract, load_contracts
from eduboard.metrics.coverage import measure_coverage
from eduboard.metrics.places import place_name
from eduboard.periods import Period, period_range
from eduboard.settings import Settings
from eduboard.store.queries import load_query
from eduboard.store.records import DEMO
from eduboard.store.store import Row, Session
from eduboard.store.submittals import RETURNED, WAITING

ON_TIME = "按时"
LATE = "逾期"
PARTIAL = "部分"
MISSING = "未报"
AHEAD = "未到期"
NOT_REQUIRED = "未要求"
STATUSES = (ON_TIME, LATE, PARTIAL, WAITING, RETURNED, MISSING, AHEAD)
"""What a required table can be; every one of them is counted in the headline."""
OPEN_STATUSES = (PARTIAL, RETURNED, MISSING, AHEAD)
QUARTERLY, YEARLY = "quarterly", "yearly"


@dataclass(frozen=True)
class School:
    """A school by its code (or, in files without codes, its name)."""

    code: str
    name: str
    type: str = ""


@dataclass(frozen=True)
class Submission:
    """One table of one district in a quarter.

    ``expected`` is None where schools are not counted: the table is not by school, or there is no registry.
    ``source`` is the table that was handed in, which may be one that stands in for the table asked for; ``review``
    is 待审 or 已退回 where the newest hand-in of it has not been published, and ``schools_waiting`` counts those of
    schools for themselves.
    """

    dataset: str
    title: str
    district: str
    status: str
    expected: int | None = None
    reported: int | None = None
    missing: tuple[School, ...] = ()
    unlisted: tuple[School, ...] = ()
    has_totals: bool = False
    lacks_registry: bool = False
    source: str = ""
    batch: str = ""
    published_by: str = ""
    published_at: datetime | None = None
    review: str = ""
    schools_waiting: int = 0

    @property
    def is_required(self) -> bool:
        """Tell whether the district is asked for the table."""
        return self.status != NOT_REQUIRED

    @property
    def is_open(self) -> bool:
        """Tell whether something is still to come."""
        return self.status in OPEN_STATUSES


@dataclass(frozen=True)
class DistrictSubmissions:
    """What one district has handed in: the tables asked for, and others."""

    district: str
    name: str
    required: tuple[Submission, ...]
    others: tuple[Submission, ...]

    @property
    def still_open(self) -> tuple[Submission, ...]:
        """The tables of which something is still to come."""
        return tuple(item for item in self.required if item.is_open)


@dataclass(frozen=True)
class Submissions:
    """The progress of a city in a quarter; ``tables`` are those asked of at least one district.

    ``visible`` are the districts that who asks may see, None for all.
    """

    period: str
    city: str
    city_name: str
    deadline: date
    today: date
    tables: tuple[str, ...]
    districts: tuple[DistrictSubmissions, ...]
    has_demo_data: bool
    counts_exempt_schools: bool
    visible: tuple[str, ...] | None = None

    def counts(self) -> dict[str, int]:
        """Count the required items by status, in the order of ``STATUSES``."""
        found = Counter(
            item.status for district in self.districts for item in district.required if item.is_required
        )
        return {status: found[status] for status in STATUSES}

    @property
    def required(self) -> int:
        """How many items are asked for."""
        return sum(self.counts().values())

    @property
    def still_open(self) -> tuple[DistrictSubmissions, ...]:
        """The districts of which something is still to come."""
        return tuple(district for district in self.districts if district.still_open)

    @property
    def is_overdue(self) -> bool:
        """Tell whether the deadline is behind."""
        return self.today > self.deadline


@dataclass(frozen=True)
class ReportingCity:
    """A city whose districts are followed, and the quarters that can be looked at, newest first."""

    city: str
    name: str
    districts: tuple[str, ...]
    periods: tuple[str, ...]


def newest_ended_quarter(today: date) -> str:
    """Name the quarter that is being handed in: the last one that has ended."""
    return str(Period(today.year, (today.month - 1) // 3 + 1).shift(-1))


def list_reporting_cities(session: Session, settings: Settings, today: date) -> tuple[ReportingCity, ...]:
    """List the cities with a district that is the bureau's own or has handed in, the bureau's own city first.

    Excerpts of published papers are no hand-ins: their districts owe nothing.
    """
    newest = newest_ended_quarter(today)
    parents = {region.code: region.parent_code for region in load_regions()}
    spans: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for code in _home_districts(settings):
        if session.viewer.may_see(code):
            spans[parents.get(code) or code][code] = (newest, newest)
    for row in session.run("pages/reporting_districts"):
        code = row["district"]
        spans[parents.get(code) or code][code] = (row["first_period"], max(row["last_period"], newest))
    return tuple(_reporting_city(city, found) for city, found in spans.items())


def _home_districts(settings: Settings) -> tuple[str, ...]:
    home = settings.home_region
    below = tuple(
        region.code
        for region in load_regions()
        if region.parent_code == home != region.code and not region.successor
    )
    return below or ((home,) if home else ())


def _reporting_city(city: str, spans: Mapping[str, tuple[str, str]]) -> ReportingCity:
    # A city may hand in figures of its own; it is one of those that owe tables only where it stands alone.
    districts = [code for code in spans if code != city] or [city]
    first, last = min(start for start, _ in spans.values()), max(end for _, end in spans.values())
    return ReportingCity(
        city, place_name(city), tuple(sorted(districts)), tuple(reversed(period_range(first, last)))
    )


def expected_tables(settings: Settings, period: str) -> tuple[Contract, ...]:
    """List the tables asked for in a quarter: those of every quarter, in the fourth those of every year as well.

    ``expected_datasets`` of the settings stands instead of what the contracts say.
    """
    contracts = load_contracts().values()
    chosen = [
        contract
        for contract in contracts
        if (contract.name in settings.expected_datasets if settings.expected_datasets else contract.expected)
    ]
    is_last = Period.parse(period).quarter == 4
    return tuple(contract for contract in chosen if contract.expected != YEARLY or is_last)


@dataclass(frozen=True)
class _HandIn:
    """One hand-in of a table, with what it covers; ``members`` are its scope and those that it is laid over.

    A school's own hand-in is laid over its district's and the other schools'.
    """

    row: Row
    coverage: Row | None
    members: tuple[int, ...]

    @property
    def is_complete(self) -> bool:
        return self.coverage is None or self.coverage["reported"] == self.coverage["expected"]


class _Desk:
    """Everything that was handed in for a quarter, and what should have been."""

    def __init__(self, session: Session, period: str, districts: Sequence[str]) -> None:
        where = {"period": period, "districts": list(districts)}
        self.registries = {row["district"] for row in session.run("pages/registries", **where)}
        self.expected: dict[tuple[str, str], list[School]] = defaultdict(list)
        for row in session.run("pages/expected_schools", **where):
            school = School(row["school"], row["school_name"], row["school_type"])
            self.expected[row["dataset"], row["district"]].append(school)
        rows = session.run("pages/hand_ins", **where)
        self.datasets = tuple(dict.fromkeys(row["dataset"] for row in rows))
        self.has_demo_data = any(row["kind"] == DEMO for row in rows)
        self.hand_ins: dict[tuple[str, str], list[_HandIn]] = defaultdict(list)
        self.unlisted: dict[int, dict[str, School]] = defaultdict(dict)
        self.stated: dict[int, set[str]] = defaultdict(set)
        self.reviews: dict[tuple[str, str], Row] = {}
        self.schools_waiting: Counter[tuple[str, str]] = Counter()
        for row in session.run("pages/submittal_scopes", **where):
            cell = (row["dataset"], row["district"])
            if not row["school"]:
                self.reviews[cell] = row
            elif row["state"] == WAITING:
                self.schools_waiting[cell] += 1
        for dataset in self.datasets:
            self._look_at(session, dataset, [row for row in rows if row["dataset"] == dataset])

    def _look_at(self, session: Session, dataset: str, rows: Sequence[Row]) -> None:
        members = _members(rows)
        is_measured = bool(load_contracts()[dataset].covers)
        measured = measure_coverage(session, dataset, members) if is_measured else []
        coverage = {row["scope"]: row for row in measured if not row["stage"]}
        for row in rows:
            number = row["scope"]
            self.hand_ins[dataset, row["district"]].append(
                _HandIn(row, coverage.get(number), members[number])
            )
        if is_measured:
            sql = load_query("pages/stated_schools").sql.format(dataset=dataset)
            for row in session.fetch(sql, {"scopes": list(members)}):
                self.stated[row["scope"]].add(row["school"])
                if not row["is_listed"]:
                    self.unlisted[row["scope"]][row["school"]] = School(row["school"], row["school_name"])

    def review(self, dataset: str, district: str) -> str:
        """Say where the newest submittal of a table stands, '' where it or something newer has been published."""
        row = self.reviews.get((dataset, district))
        if row is None or row["state"] not in (WAITING, RETURNED):
            return ""
        newest = max(
            (item.row["published_at"] for item in self.hand_ins.get((dataset, district), ())), default=None
        )
        if row["state"] == RETURNED and newest is not None and newest > row["decided_at"]:
            return ""
        return str(row["state"])

    def source(self, contract: Contract, district: str) -> str:
        """Name the table to look at: the one asked for, or the one that stands in for it."""
        spare = contract.instead
        if spare and (spare, district) in self.hand_ins and (contract.name, district) not in self.hand_ins:
            return spare
        return contract.name


def _members(rows: Sequence[Row]) -> dict[int, tuple[int, ...]]:
    """Tell for each hand-in, the early ones first, which scopes lay over each other after it."""
    found: dict[int, tuple[int, ...]] = {}
    standing: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        shown = standing[row["district"]]
        if not row["school"]:
            shown.clear()
        shown[row["school"]] = row["scope"]
        found[row["scope"]] = tuple(shown.values())
    return found


def build_submissions(
    session: Session, settings: Settings, city: ReportingCity, period: str, today: date
) -> Submissions:
    """Build the progress of a city in a quarter as of a day."""
    desk = _Desk(session, period, city.districts)
    asked = expected_tables(settings, period)
    deadline = settings.deadline(period)
    districts = tuple(_build_district(desk, asked, code, deadline, today) for code in city.districts)
    return Submissions(
        period=period,
        city=city.city,
        city_name=city.name,
        deadline=deadline,
        today=today,
        tables=tuple(contract.name for contract in asked),
        districts=districts,
        has_demo_data=desk.has_demo_data,
        counts_exempt_schools=settings.count_exempt_schools,
        visible=session.viewer.visible,
    )


def _build_district(
    desk: _Desk, asked: Iterable[Contract], district: str, deadline: date, today: date
) -> DistrictSubmissions:
    required = tuple(_build_submission(desk, contract, district, deadline, today) for contract in asked)
    looked_at = {item.source for item in required}
    others = tuple(
        _describe(desk, load_contracts()[dataset], district, dataset, NOT_REQUIRED)
        for dataset in desk.datasets
        if dataset not in looked_at and (dataset, district) in desk.hand_ins
    )
    return DistrictSubmissions(district, place_name(district), required, others)


def _build_submission(
    desk: _Desk, contract: Contract, district: str, deadline: date, today: date
) -> Submission:
    source = desk.source(contract, district)
    hand_ins = desk.hand_ins.get((source, district), [])
    if hand_ins:
        status = _status_of(hand_ins, deadline)
    elif review := desk.review(source, district):
        status = review
    elif contract.covers and district in desk.registries and not desk.expected[contract.name, district]:
        status = NOT_REQUIRED
    else:
        status = MISSING if today > deadline else AHEAD
    return _describe(desk, contract, district, source, status)


def _status_of(hand_ins: Sequence[_HandIn], deadline: date) -> str:
    """Judge what has been handed in: the newest must be complete, the first that was decides about the time."""
    if not hand_ins[-1].is_complete:
        return PARTIAL
    first = next(item for item in hand_ins if item.is_complete).row
    # Demo data are handed in when somebody loads them.
    in_time = first["kind"] == DEMO or first["handed_in_at"].date() <= deadline
    return ON_TIME if in_time else LATE


def _describe(desk: _Desk, contract: Contract, district: str, source: str, status: str) -> Submission:
    hand_ins = desk.hand_ins.get((source, district), [])
    schools = desk.expected[source, district]
    lacks_registry = bool(contract.covers) and district not in desk.registries
    is_counted = bool(contract.covers) and not lacks_registry
    review, schools_waiting = desk.review(source, district), desk.schools_waiting[source, district]
    if not hand_ins:
        return Submission(
            dataset=contract.name,
            title=contract.title,
            district=district,
            status=status,
            expected=len(schools) if is_counted else None,
            reported=0 if is_counted else None,
            missing=tuple(schools) if is_counted else (),
            lacks_registry=lacks_registry,
            source=source,
            review=review,
            schools_waiting=schools_waiting,
        )
    newest = hand_ins[-1]
    row, coverage = newest.row, newest.coverage
    absent = set(coverage["missing"]) if coverage else set()
    stated = set[str]().union(*(desk.stated[scope] for scope in newest.members))
    unlisted = {code: school for scope in newest.members for code, school in desk.unlisted[scope].items()}
    return Submission(
        dataset=contract.name,
        title=contract.title,
        district=district,
        status=status,
        expected=coverage["expected"] if coverage else None,
        reported=coverage["reported"] if coverage else len(stated) or None,
        missing=tuple(school for school in schools if school.code in absent),
        unlisted=() if lacks_registry else tuple(unlisted.values()),
        has_totals=bool(coverage and coverage["has_totals"]),
        lacks_registry=lacks_registry,
        source=source,
        batch=row["batch"],
        published_by=row["published_by"],
        published_at=row["published_at"],
        review=review,
        schools_waiting=schools_waiting,
    )
