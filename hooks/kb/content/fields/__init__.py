"""The fields of the model: what they may hold, their marks, and messages about wrong values."""
