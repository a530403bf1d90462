"""管理: batches and their originals, what was done and by whom, and where a number comes from."""

from eduboard.ui.admin import show_admin

show_admin()
