"""Documents begun from templates, filled with what the organization keeps in its registers."""
