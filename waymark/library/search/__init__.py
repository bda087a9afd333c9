"""Search over the text of all reports: by words, phrase, boolean, nearness and prefix, with British spelling."""
