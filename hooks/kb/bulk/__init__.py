"""Terms, checklists and comparisons as tables for Excel, and back."""
