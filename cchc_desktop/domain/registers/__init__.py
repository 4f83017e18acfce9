"""Registers (sổ theo dõi): what their rows hold, how they are checked, and what can be counted of them."""
