"""The steps, in the order of their numbers. Each says what it does, and how that is taken back."""
