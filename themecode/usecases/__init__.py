"""All that one can do with a study."""
