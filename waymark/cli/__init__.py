"""A door to the house: one short command per stage."""
