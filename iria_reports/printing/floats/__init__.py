"""Page floats, which WeasyPrint has none of: a figure that does not fit at the foot of a page leaves no hole there.

Read `settle.py` first. `flow.py` says what may move in the HTML, `heights.py` how much of it a hole needs.
"""
