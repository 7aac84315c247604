"""People who debate together: who may do what, whose card is whose, what they are called, how they come in.

This room is pure: it imports the model alone, looks at maps and operations, and answers with values or with a
refusal in words. Chance is handed in, and nothing here knows a database, a page or a clock.
"""
