"""Streamlit helpers behind the pages: frame, filters, blocks, cache."""
