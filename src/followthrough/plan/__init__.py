"""What a plan is: the one data type that every reader makes and every check, comparison and report takes."""
