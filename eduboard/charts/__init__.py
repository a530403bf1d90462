"""Figures: pure functions from a result to a Plotly figure that carries its caption in the picture.

The only place that imports plotly.  Show a figure with ``st.plotly_chart(figure, theme=None,
config=chart_config(result.caption))``: Streamlit's own theme would replace the template.
"""

from eduboard.charts.caption import written_period
from eduboard.charts.composition import band_distribution, make_up, pyramid
from eduboard.charts.config import chart_config, image_name
from eduboard.charts.coverage import school_coverage
from eduboard.charts.flow import status_flow
from eduboard.charts.heat import HeatBox, HeatRows, build_heat_rows, heat_table
from eduboard.charts.lines import trend
from eduboard.charts.ranks import ranking

__all__ = [
    "HeatBox",
    "HeatRows",
    "band_distribution",
    "build_heat_rows",
    "chart_config",
    "heat_table",
    "image_name",
    "make_up",
    "pyramid",
    "ranking",
    "school_coverage",
    "status_flow",
    "trend",
    "written_period",
]
