"""What many registers share, written once: each pattern in a file of its own."""
