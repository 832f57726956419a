"""Scores and statistics to pages that people read: HTML without any external resource."""
