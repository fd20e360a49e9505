"""Sending: an issued rendition and a reader go in; what was sent, and when, comes out and stays on record."""
