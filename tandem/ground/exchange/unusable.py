"""The refusal of a file."""


class UnusableFile(ValueError):
    """A file that cannot be read as a table, and why, in words for the person who brought it."""
