"""Normalising text and finding turns and sentences in it."""
