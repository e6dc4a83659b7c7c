"""The demonstration organization: invented, but kept the way a careful provider would keep it."""
