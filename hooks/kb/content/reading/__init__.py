"""The files of docs/: which ones exist, their content, and what unreadable ones still reveal."""
