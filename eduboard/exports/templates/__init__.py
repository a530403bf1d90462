"""Templates for hand-ins, generated from the contracts: blank, or with last quarter's schools filled in."""
