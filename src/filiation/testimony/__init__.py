"""testimony."""
