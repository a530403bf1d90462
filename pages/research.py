"""课题成果: projects started, open and completed, and what else came out."""

from eduboard.ui.theme_page import show_theme_page

show_theme_page("research")
