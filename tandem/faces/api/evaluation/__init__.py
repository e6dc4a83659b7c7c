"""The API of what is measured, audited, reviewed and improved, beside its registers."""
