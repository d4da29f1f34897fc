"""Notes on the record: what a reviewer, a political lead or the office writes beside a plan or an action."""
