"""Are documents read right: sentences chosen by hand, where they stand, twins, speed and memory."""
