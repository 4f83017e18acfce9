"""The index of administrative reform: what a set asks for, what it comes to, where points are lost."""
