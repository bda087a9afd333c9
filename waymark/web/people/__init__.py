"""Signing in and out, one's own account, and the lead's page of people."""
