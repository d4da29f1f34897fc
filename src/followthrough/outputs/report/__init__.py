"""Reports: one set of facts, worded for each reader, and written in each format.

`position` judges a plan at a period by the rules; `headline` and `sections` word what it says as `blocks`;
`kinds` puts them in the order that each reader needs; `as_*` write blocks and know nothing of plans.
"""
