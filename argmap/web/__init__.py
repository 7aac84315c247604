"""The debate on a page: addresses, forms, answers to programs.

This room is thin: it reads a request, calls one function of `service` (or of a pure room), and answers with a
page that works without scripts. Templates get one frozen dataclass each; nothing that people wrote is ever
trusted as markup, as an address or as the name of anything.
"""
