"""The catalogue of all datasets in DCAT 3, for other portals to harvest."""
