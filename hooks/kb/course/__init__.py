"""Packs built pages as a SCORM 1.2 course for a learning management system, a file per language."""
