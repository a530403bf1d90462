"""材料生成: sentences, figures and tables as a Word file that can be edited."""

from eduboard.ui.materials import show_materials

show_materials()
