"""Pictures drawn on the server as small SVG; the same drawing inline and as a file."""
