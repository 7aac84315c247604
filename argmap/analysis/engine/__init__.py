"""What computes extensions: arguments are the numbers 1 to n here, and names, texts and maps are unknown.

Every search carries a `Clock` and keeps to it. The SAT solver is imported when the first clause is to be solved.
Whoever wants to know about a framework asks `argmap.analysis.extensions`; nothing here is for others.
"""
