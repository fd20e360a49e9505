"""A PDF of anybody's comes in; what it shows and says of itself goes out, read in a child under limits."""
