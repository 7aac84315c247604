"""A picture by arguebuf: ``python arguebuf_picture.py GRAPH.json OUT.svg``, run by the Python that has it installed."""

from __future__ import annotations

import sys

import arguebuf

graph = arguebuf.load.file(sys.argv[1])
# It draws nothing beyond a thousand nodes unless it is told a greater number.
drawn = arguebuf.dump.graphviz(graph, max_nodes=10**9)
arguebuf.render.graphviz(drawn, sys.argv[2])
