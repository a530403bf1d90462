"""Who may see and who may hand in."""
