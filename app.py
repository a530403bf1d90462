"""Navigation and frame, nothing else."""

from eduboard.ui.navigation import run_navigation

run_navigation()
