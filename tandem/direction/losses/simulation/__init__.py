"""Risk in money: how often, how much, simulated year by year. Pure Python and NumPy; it knows nothing of Django."""
