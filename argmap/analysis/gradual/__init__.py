"""The machinery of gradual strength: rules, networks of units, what changes what.

It knows numbered units only, neither names nor maps; those are for `strength`, `map_strength` and the two
attributions above it. Only `arrays`, `large` and `equations` import numpy and scipy, and nothing imports
these three unless a framework is large or a circle needs it.
"""
