"""A study, its people, the trail of who did what, and its freezes."""
