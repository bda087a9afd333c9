"""Reports read: answers with the source of each."""
