"""Reports on plans of the register: their facts, put together from every app that knows some."""
