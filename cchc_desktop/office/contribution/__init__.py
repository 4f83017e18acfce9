"""The contribution of an officer who has no program: a form of his area and period, and what came back."""
