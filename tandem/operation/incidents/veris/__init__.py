"""VERIS, the vocabulary for recording events and incidents: reading, checking, understanding and writing it."""
