"""Every sentence a user reads, by the part of the product that says it.

``files``: problems of files and cells · ``findings``: rules of the check · ``store``: the database, access
and batches · ``pages``: screens · ``cli``: the command line.  Sentences say what happened, what it affects and
what to do now.
"""

from eduboard.texts.access import ACCESS_PROBLEMS
from eduboard.texts.admin import ORIGINAL_PROBLEMS
from eduboard.texts.alerts import ALERT_PROBLEMS
from eduboard.texts.around import AROUND_PROBLEMS
from eduboard.texts.basket import BASKET_PROBLEMS
from eduboard.texts.columns import COLUMN_PROBLEMS
from eduboard.texts.experience import EXPERIENCE_PROBLEMS
from eduboard.texts.files import CELL_PROBLEMS, FILE_PROBLEMS
from eduboard.texts.findings import FINDINGS
from eduboard.texts.marked import MARKED_PROBLEMS
from eduboard.texts.materials import MATERIAL_PROBLEMS
from eduboard.texts.packages import PACKAGE_PROBLEMS
from eduboard.texts.pictures import PICTURE_PROBLEMS
from eduboard.texts.programme_page import EDIT_PROBLEMS
from eduboard.texts.programmes import PROGRAMME_PROBLEMS
from eduboard.texts.review import REVIEW_PROBLEMS
from eduboard.texts.sheets import SHEET_PROBLEMS
from eduboard.texts.store import STORE_PROBLEMS
from eduboard.texts.submissions import SUBMISSION_PROBLEMS
from eduboard.texts.trace_page import TRACE_PROBLEMS

__all__ = ["CELL_PROBLEMS", "FILE_PROBLEMS", "FINDINGS", "STORE_PROBLEMS", "sentence"]


def sentence(code: str, **params: object) -> str:
    """Give the sentence for an error code, with its parameters filled in."""
    template = (
        FILE_PROBLEMS.get(code)
        or STORE_PROBLEMS.get(code)
        or ORIGINAL_PROBLEMS.get(code)
        or ALERT_PROBLEMS.get(code)
        or PACKAGE_PROBLEMS.get(code)
        or COLUMN_PROBLEMS.get(code)
        or ACCESS_PROBLEMS.get(code)
        or EXPERIENCE_PROBLEMS.get(code)
        or SUBMISSION_PROBLEMS.get(code)
        or PROGRAMME_PROBLEMS.get(code)
        or EDIT_PROBLEMS.get(code)
        or MARKED_PROBLEMS.get(code)
        or MATERIAL_PROBLEMS.get(code)
        or PICTURE_PROBLEMS.get(code)
        or REVIEW_PROBLEMS.get(code)
        or TRACE_PROBLEMS.get(code)
        or BASKET_PROBLEMS.get(code)
        or SHEET_PROBLEMS.get(code)
        or AROUND_PROBLEMS.get(code)
    )
    return template.format(**params) if template else code
