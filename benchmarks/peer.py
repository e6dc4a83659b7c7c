"""The strongest open peer on the same machine: CISO Assistant's backend of August 2026.

Measured on SQLite, gunicorn with two workers, 10,000 rows of each kind; the goal is to be twenty times faster.
"""

GOAL = 20
LIST_OF_50_INCIDENTS = 265.0  # ms, over its API
ONE_RECORD = 165.0  # ms
CREATE = 65.0  # ms
DASHBOARD = 1_010.0  # ms
WORKER_MEMORY = 330.0  # MB
FIRST_START = 292.0  # s, migrations alone
