/// doc
