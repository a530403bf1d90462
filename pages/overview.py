"""总览: where the districts stand this quarter, and what moved."""

from eduboard.ui.overview import show_overview

show_overview()
