"""Business hours and deadlines, used across the wings: pure functions of events, calendar and target."""
