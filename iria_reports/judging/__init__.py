"""Judging our own judgements: earlier reports and what came of them go in; a record and scores come out."""
