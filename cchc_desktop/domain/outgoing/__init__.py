"""What leaves the house: what is sent, what was sent, and the signed copy that comes back."""
