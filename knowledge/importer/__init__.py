"""The importer: from the document (Markdown or PDF) to the measures' YAML files.

`source` and `pdf` read lines, `contents` and `sections` understand them, `plan` decides which files
change, `writer` and `edit` make their text. `compare` and `review` only tell.
"""
