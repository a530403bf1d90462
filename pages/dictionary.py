"""指标口径: what every number means, and what every table must contain."""

from eduboard.ui.dictionary import show_dictionary

show_dictionary()
