"""Scores and statistics as pages for people."""
