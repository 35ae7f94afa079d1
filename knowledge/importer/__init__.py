"""The importer: from the document (Markdown or PDF) to the measures' YAML files.

`source` and `pdf` read lines; `contents` (with `page_run`) and `sections` (with `amount` and `grids`)
understand them; `plan` decides which files change, `update`, `writer` and `edit` make their text, `store`
puts them in place. `compare` and `review` only tell.
"""
