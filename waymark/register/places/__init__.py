"""Authorities: who they were, what became of them, their children and their deprived neighbourhoods.

Reads the public files that a user downloads, as they come, and gives the areas of the boards in a study's
window. No names or numbers of places are kept here; they all come from the files.
"""
