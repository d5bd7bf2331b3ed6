"""Links to terms in a page's tree."""
