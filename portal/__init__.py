"""The public site: pages, pictures, downloads."""
