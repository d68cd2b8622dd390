"""The JSON interface under /api/v1: the released tables for programs."""
