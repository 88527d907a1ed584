"""What may be done with an import: begin it, answer its questions, read on, take it in, undo it."""
