"""Where maps live: the state of each map as it is now, beside the log of every operation that led to it.

Only this room knows a database. Whoever calls it gives ids, times and operations, and gets frozen values back;
one change is one transaction, in which the state and the log are written together or not at all.
"""
