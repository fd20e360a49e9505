"""What was issued, found again: listed, searched, proved, exported and shown to the public. Writes nothing into it."""
