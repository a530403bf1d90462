"""Files that pass every check and say something hostile in each column that takes text."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from eduboard.access.viewer import Viewer
from eduboard.codes import load_code_table
from eduboard.contracts import Contract, Field, load_contracts
from eduboard.intake.opening import open_ready_store
from eduboard.intake.publish import load_file
from eduboard.settings import Settings
from tests.small_city import LAKE, LATEST, PRIMARY, school_code

VALUES = {
    "period": LATEST,
    "district": "临湖区",
    "district_code": LAKE,
    "school_code": school_code(LAKE, PRIMARY),
    "count": "3",
    "number": "3",
    "quantity": "3",
    "boolean": "是",
    "date": "2025-07-01",
}
"""What a good file says in a column of each kind; all else is what its author likes to write."""
EXCEPTIONS = {("honours", "count"): "1", ("training", "total_hours"): "9"}
"""What has to agree with the other columns."""


def publish_hostile_files(database: Path, viewer: Viewer, said: str, file_name: str) -> list[str]:
    """Publish such a file of every dataset, called ``file_name`` with the dataset's ``{name}``; give the batches."""
    store = open_ready_store(Settings(store=database, threads=2))
    loaded = [
        result
        for name, contract in load_contracts().items()
        for result in load_file(
            store,
            viewer,
            hostile_csv(contract, said),
            file_name.format(name=name),
            dataset=name,
            explanation=said,
        )
    ]
    store.close()
    return [result.batch.batch for result in loaded if result.batch is not None]


def hostile_csv(contract: Contract, said: str) -> bytes:
    """One row of a dataset, with what is said, and the column's name, in every column of text."""
    return one_row_csv(contract, [_value(contract, field, said) for field in contract.fields])


def one_row_csv(contract: Contract, values: Sequence[str]) -> bytes:
    """A header with all columns of a dataset, and one row."""
    text = io.StringIO()
    csv.writer(text).writerows([[field.title for field in contract.fields], values])
    return text.getvalue().encode()


def _value(contract: Contract, field: Field, said: str) -> str:
    if (contract.name, field.name) in EXCEPTIONS:
        return EXCEPTIONS[contract.name, field.name]
    if field.kind == "code":
        return load_code_table(str(field.codes)).values[0]
    return VALUES.get(field.kind, f"{said}{field.name}")
