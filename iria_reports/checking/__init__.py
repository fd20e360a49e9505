"""The tradecraft rules: a Spec and its Report go in; findings come out, each with its place and its rule."""
