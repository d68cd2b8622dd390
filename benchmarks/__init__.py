"""How fast the portal is beside a static page and a plain Dash page: `python -m benchmarks`."""
