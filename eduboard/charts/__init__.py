"""Figures: pure functions from a result to a Plotly figure that carries its caption in the picture.

The only place that imports plotly.  Show a figure with ``st.plotly_chart(figure, theme=None,
config=chart_config())``: Streamlit's own theme would replace the template.
"""

from eduboard.charts.breakdown import breakdown
from eduboard.charts.composition import band_distribution, make_up, pyramid
from eduboard.charts.config import chart_config, image_name
from eduboard.charts.coverage import school_coverage
from eduboard.charts.flow import status_flow
from eduboard.charts.heat import HeatRows, build_heat_rows, heat_table
from eduboard.charts.html_table import Box, captioned_table, html_table
from eduboard.charts.light_matrix import light_matrix
from eduboard.charts.lines import trend
from eduboard.charts.programme_items import item_table
from eduboard.charts.programme_lights import light_box
from eduboard.charts.pulls import school_pulls
from eduboard.charts.ranks import ranking
from eduboard.charts.submissions import status_box, submission_matrix
from eduboard.charts.wall import WallCard, WallLights, on_wall, wall_cards, wall_head, wall_lights, wall_lists
from eduboard.charts.whole_table import whole_table

__all__ = [
    "Box",
    "HeatRows",
    "WallCard",
    "WallLights",
    "band_distribution",
    "breakdown",
    "build_heat_rows",
    "captioned_table",
    "chart_config",
    "heat_table",
    "html_table",
    "image_name",
    "item_table",
    "light_box",
    "light_matrix",
    "make_up",
    "on_wall",
    "pyramid",
    "ranking",
    "school_coverage",
    "school_pulls",
    "status_box",
    "status_flow",
    "submission_matrix",
    "trend",
    "wall_cards",
    "wall_head",
    "wall_lights",
    "wall_lists",
    "whole_table",
]
