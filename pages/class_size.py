"""班额治理: how 大班额 develops."""

from eduboard.ui.theme_page import show_theme_page

show_theme_page("class_size")
