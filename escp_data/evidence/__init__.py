"""Evidence: measures, voice, training, assurance, reviews and meetings."""
