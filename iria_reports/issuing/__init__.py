"""Issued reports: numbered once, kept for good in an archive that proves itself."""
