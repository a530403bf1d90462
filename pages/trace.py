"""图表溯源: what a figure's code stands for."""

from eduboard.ui.trace_page import show_trace

show_trace()
