"""The publishing desk of a small international-relations institute: YAML in, a provable PDF out."""

__version__ = "0.1.0"
