"""Which small counts must be hidden, and the proof that nothing shown gives one away."""
