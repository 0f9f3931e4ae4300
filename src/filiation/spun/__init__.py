"""spun."""
