"""What offices and officers hand each other as files: what a package says of itself, and of a report."""
