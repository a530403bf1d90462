"""Every sentence a user reads, by the part of the product that says it.

``files``: problems of files and cells · ``findings``: rules of the check · ``store``: the database, access
and batches · ``pages``: screens · ``cli``: the command line.  Sentences say what happened, what it affects and
what to do now.
"""

from eduboard.texts.files import CELL_PROBLEMS, FILE_PROBLEMS
from eduboard.texts.findings import FINDINGS
from eduboard.texts.store import STORE_PROBLEMS

__all__ = ["CELL_PROBLEMS", "FILE_PROBLEMS", "FINDINGS", "STORE_PROBLEMS", "sentence"]


def sentence(code: str, **params: object) -> str:
    """Give the sentence for an error code, with its parameters filled in."""
    template = FILE_PROBLEMS.get(code) or STORE_PROBLEMS.get(code)
    return template.format(**params) if template else code
