"""How the tables came to be what they are, one step a file, carried out by Alembic.

A step that has been released is never changed; what comes later is a step of its own, made by
`alembic revision --autogenerate` from the classes of `store.tables` and then read by a person.
"""
