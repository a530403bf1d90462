"""报送进度: who has handed in what, who has not, and what to write to them."""

from eduboard.ui.submissions import show_submissions

show_submissions()
