"""How fast pages and publishing are beside simpler ways: `python -m benchmarks`."""
