"""The demo tables by dataset: each gives the rows of one quarter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from eduboard.demo.aims import indicator_rows, target_rows
from eduboard.demo.city import City
from eduboard.demo.research import output_rows
from eduboard.demo.rows import Row
from eduboard.demo.schooling import (
    after_school_rows,
    class_band_rows,
    class_rows,
    enrolment_rows,
    school_rows,
)
from eduboard.demo.staff import honour_rows, platform_rows
from eduboard.demo.work import duty_rows, training_compliance_rows, training_rows
from eduboard.periods import Period

TABLES: Mapping[str, Callable[[City, Period], Iterator[Row]]] = {
    "schools": school_rows,
    "enrolment": enrolment_rows,
    "classes": class_rows,
    "class_bands": class_band_rows,
    "after_school": after_school_rows,
    "honours": honour_rows,
    "platforms": platform_rows,
    "outputs": output_rows,
    "training": training_rows,
    "training_compliance": training_compliance_rows,
    "duties": duty_rows,
    "indicators": indicator_rows,
    "targets": target_rows,
}
