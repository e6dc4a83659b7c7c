"""The page of a record: its head, its properties, what is connected with it, its stream, and what a save changed."""
