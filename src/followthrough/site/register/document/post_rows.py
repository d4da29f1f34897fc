"""The posts that names stand for, made where the organisation has none of that name."""

from collections.abc import Iterable

from followthrough.site.people.models import Organisation
from followthrough.site.register.document.rows import folded
from followthrough.site.register.models import Post


def posts_spelled(folded_names: Iterable[str], organisation: Organisation) -> dict[str, Post]:
    """The posts that are known by these folded spellings, by their names or by other spellings of them."""
    wanted = set(folded_names)
    aliases = organisation.post_aliases.filter(folded__in=wanted).select_related("post")
    by_alias = {alias.folded: alias.post for alias in aliases}
    return by_alias | {post.folded: post for post in organisation.posts.filter(folded__in=wanted)}


def posts_named(names: Iterable[str], organisation: Organisation) -> dict[str, Post]:
    """The post of each name, by its folded spelling, in three queries and one write at most."""
    wanted = {folded(name): name for name in names}
    known = posts_spelled(wanted, organisation)
    new = [
        Post(organisation=organisation, name=name, folded=key)
        for key, name in wanted.items()
        if key not in known
    ]
    return known | {post.folded: post for post in Post.objects.bulk_create(new)}
