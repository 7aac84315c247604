"""What follows from a map or a framework: labels, extensions, strengths, and why.

This room is pure: it reads maps and frameworks and answers with values. Nothing here changes a map, and an
answer that had to be cut short says so.
"""
