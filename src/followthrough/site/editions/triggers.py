"""The triggers that keep what was published of papers: nothing of it is changed or removed.

A draft, its files and a page that was opened may change; what was published is known by its moment.
"""

from followthrough.site.triggers import no_change, no_replacing, together

REFUSAL = "a published edition never changes"
_IS_DRAFT = "OLD.published_at IS NULL"
_OF_A_DRAFT = (
    "NOT EXISTS (SELECT 1 FROM editions_edition WHERE id = OLD.edition_id AND published_at IS NOT NULL)"
)

KEEPING = together(
    no_change("editions_edition", REFUSAL, may_go=_IS_DRAFT, may_change=_IS_DRAFT),
    no_change("editions_editionfile", REFUSAL, may_go=_OF_A_DRAFT),
    no_change("editions_editionaction", REFUSAL, may_go="false"),
    no_change("editions_withdrawal", REFUSAL, may_go="false"),
    *(
        no_replacing(f"editions_{table}", REFUSAL)
        for table in ("edition", "editionfile", "editionaction", "withdrawal")
    ),
)
