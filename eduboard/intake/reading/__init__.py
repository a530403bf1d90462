"""收: bytes in, tables out. Pure Python; nothing here knows a contract, a store or a screen."""
