"""Figures into words, tables and files."""
