"""Forms for officers without the program: handed out, and taken in again."""
