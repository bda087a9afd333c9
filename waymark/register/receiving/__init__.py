"""Files as they come, read into rows as received, and their headers matched to variables."""
