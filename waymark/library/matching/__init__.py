"""Reports and cases: which report belongs to which case, key by key."""
