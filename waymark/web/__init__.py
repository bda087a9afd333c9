"""The workbench: the study in a browser. Views are thin; writes go through the actions of the middle rooms."""
