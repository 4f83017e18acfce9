"""The page of surveys: what they came to, forms keyed in by the number pad, where two keyings differ."""
