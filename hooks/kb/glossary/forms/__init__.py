"""The names of terms in all their forms."""
