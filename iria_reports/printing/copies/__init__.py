"""Copies: an issued PDF and readers go in; each reader's stamped copy comes out. Nothing is laid out again."""
