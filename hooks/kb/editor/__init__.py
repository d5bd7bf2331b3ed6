"""Describes the content model to Sveltia CMS, the editor in the browser."""
