"""出: what leaves the product as a file."""
