"""The database: attached, locked down, read and written for a viewer.  The only place that imports duckdb."""
