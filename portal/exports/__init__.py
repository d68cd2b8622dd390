"""The released tables and the views as files: CSV, XLSX, JSON, zip."""
