"""Packs built pages as a course for a learning management system: SCORM 1.2, a file a language."""
