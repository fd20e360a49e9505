"""The ink of each chart kind. Other rooms take Style and Pen from here, which know nothing of matplotlib."""
