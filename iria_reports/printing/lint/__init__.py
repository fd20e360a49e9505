"""The layout lint: how a printed page looks, where printing/inspect.py asks how it is built.

Read `lint.py` first. `leaves.py` reads WeasyPrint's boxes (what stands together, and the ids around it), `paint.py` the
finished file (what can be seen: sizes, colours, clips); `breaks.py` and `ink.py` hold the rules, a function each, with
its reason; `places.py` turns ids into the analyst's lines, for the parent.
"""
