"""What the program costs beside the bare libraries that it is built on: ratios, measured in one run."""
