"""Text vectors and code suggestions."""
