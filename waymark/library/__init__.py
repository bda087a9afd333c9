"""Reports: files, text, structure, search, link to cases."""
