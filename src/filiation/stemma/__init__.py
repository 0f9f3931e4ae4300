"""stemma."""
