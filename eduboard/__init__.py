"""区域教育数据看板: district education tables in, indicators and papers out."""

__version__ = "0.1.0"
