"""A workbook of the board's figures: a sheet of numbers and one over time for each theme, definitions, sources.

``sheets`` are the values; ``formats`` gives numbers their form; ``build`` measures and fills; ``writing`` makes the
file.
"""
