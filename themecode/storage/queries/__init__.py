"""Reading queries; each returns small dataclasses."""
