"""What people said of unlikely values when they handed them in (经验校验): it follows the number."""

from __future__ import annotations

from collections.abc import Sequence

from eduboard.codes import region_names
from eduboard.metrics.catalogue import Metric
from eduboard.metrics.results import Explained
from eduboard.store.store import Session
from eduboard.texts.experience import NOTE


def load_explained(
    session: Session, metrics: Sequence[Metric], periods: Sequence[str], districts: Sequence[str] | None
) -> tuple[Explained, ...]:
    """Read what was said of these metrics, and of the rows they rest on; of all districts in sight when None."""

    def read() -> tuple[Explained, ...]:
        rows = session.run(
            "pages/explanations",
            metrics=[metric.id for metric in metrics],
            datasets=sorted({dataset for metric in metrics for dataset in metric.datasets}),
            periods=list(periods),
            districts=None if districts is None else list(districts),
        )
        return tuple(Explained(**row) for row in rows)

    where = None if districts is None else tuple(districts)
    return session.recall(("explained", tuple(metrics), tuple(periods), where), read)


def explained_note(item: Explained) -> str:
    """Write what was said as a footnote: where and when, what was seen, why, who says so, in which batch."""
    return NOTE.format(
        period=item.period,
        district=region_names().get(item.district, item.district),
        observation=item.observation,
        sentence=item.sentence,
        who=item.explained_by,
        batch=item.batch,
    )
