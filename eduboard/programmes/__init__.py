"""Programmes (工程): systems of results, targets and duties that a bureau steers, kept as TOML files."""
