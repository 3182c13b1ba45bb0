"""Files that carry study content, in and out; no SQL."""
