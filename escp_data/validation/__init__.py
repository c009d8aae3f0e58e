"""From a grid of cells to typed rows and every problem in them."""
