"""Finding: from words as people type them to the units, indicators and sources they mean."""
