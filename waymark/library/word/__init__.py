"""The text of a Word document: its parts, styles and list numbers, its blocks, and the pages they make."""
