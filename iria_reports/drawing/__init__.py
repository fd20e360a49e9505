"""The ink of charts: the one room that knows matplotlib. Its door is draw.py; importing the room loads nothing."""
