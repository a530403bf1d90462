"""工程推进: where a programme stands, who lags in what, and what to write about it."""

from eduboard.ui.programmes import show_programmes

show_programmes()
