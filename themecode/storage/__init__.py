"""The study file: the only SQL in the house."""
