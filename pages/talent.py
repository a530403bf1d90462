"""名师队伍: who they are and at which level."""

from eduboard.ui.theme_page import show_theme_page

show_theme_page("talent")
