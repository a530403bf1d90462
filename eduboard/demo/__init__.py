"""Demo data (演示数据): an invented city whose clerks hand in files as real ones do.

``build_files()`` gives the files in the order in which they must be loaded. They go through the same intake
as anybody's.
"""

from eduboard.demo.city import LAST_PERIOD
from eduboard.demo.files import DemoFile
from eduboard.demo.hand_in import build_files

__all__ = ["LAST_PERIOD", "DemoFile", "build_files"]
