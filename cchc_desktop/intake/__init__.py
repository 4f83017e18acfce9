"""Files from outside become drafts: plans from text, Word and PDF, in any old encoding."""
