"""From a grid of cells to typed rows and every problem on the way."""
