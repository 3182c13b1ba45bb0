"""Widgets that several screens use; they know view models, not the study."""
