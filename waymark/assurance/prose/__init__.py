"""Claims with numbers in sentences: what each says, and whether it agrees with itself, with tables and with others."""
