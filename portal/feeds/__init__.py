"""Releases and what they changed, as Atom feeds."""
