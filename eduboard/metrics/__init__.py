"""算: the catalogue of metrics, the district cube, measuring, and the results that pages draw."""
