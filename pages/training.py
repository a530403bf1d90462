"""教师培训: hours, sessions and who meets the standard."""

from eduboard.ui.theme_page import show_theme_page

show_theme_page("training")
