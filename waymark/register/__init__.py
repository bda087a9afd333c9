"""Notifications as received → checked cases → who is in the study."""
