"""The text of a PDF: lines, their order on the page, what is furniture, and the paragraphs they make."""
