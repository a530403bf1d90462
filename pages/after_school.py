"""课后服务: how far it reaches."""

from eduboard.ui.theme_page import show_theme_page

show_theme_page("after_school")
