"""Real runtimes, the same work in each language: run, recorded, summarised.

`harness` runs the experiments and appends what it saw, one JSON object a line; `figures` makes of these lines the figures
that pages show, each with its tier; `recorded` reads the file that comes with the package.
"""
