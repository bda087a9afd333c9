"""What templates say that needs code."""
