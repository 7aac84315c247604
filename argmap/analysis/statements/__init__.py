"""The labelling of a map's statements and arguments, worked out on integers, and what would change it.

Modules here know places instead of ids; `labelling`, `cruxes` and `disputes` above them speak of cards. What
is worked out here is exact, whatever circles a map holds, and never recursive.
"""
