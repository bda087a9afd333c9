"""What is asked and how it is counted: packs as data, read into frozen types. Nothing here knows of a database."""
