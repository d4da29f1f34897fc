"""Who owns what is promised: posts, the accounts that hold them, and the part a post has in an action."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from followthrough.plan.owners import OwnerPart
from followthrough.site.people.models import Organisation, User

OWNER_PARTS = [
    (OwnerPart.ACCOUNTABLE.value, "Accountable"),
    (OwnerPart.POLITICAL.value, "Political lead"),
    (OwnerPart.SUPPORTING.value, "Supporting"),
    (OwnerPart.UPDATE_OWNER.value, "Update owner"),
]


class Post(models.Model):
    """An owner of actions: a post or body, or a person where a plan names one. Not an account.

    `folded` is the one spelling by which differently written names are the same post.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="posts")
    name = models.TextField()
    folded = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "folded"], name="post_once_an_organisation"),
        ]

    def __str__(self) -> str:
        return self.name


class PostAlias(models.Model):
    """Another spelling by which a file finds a post: its name before, or that of one merged into it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="post_aliases")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="aliases")
    name = models.TextField()
    folded = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "folded"], name="alias_once_an_organisation"),
        ]

    def __str__(self) -> str:
        return self.name


class PostHolder(models.Model):
    """An account that holds a post, from one day to another, both included; `to_on` None: still does.

    Whoever holds a post answers for the actions that the post owns. Several may hold one post at once.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="holders")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="held_posts")
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "user", "from_on"], name="holder_once_a_post_and_day"),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="holder_from_before_to"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.post}"


class Ownership(models.Model):
    """An owner of an action, `role` and `name` as the plan writes them, `part` what the role stands for."""

    action = models.ForeignKey("Action", on_delete=models.CASCADE, related_name="ownerships")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="ownerships")
    position = models.PositiveIntegerField()
    role = models.TextField()
    name = models.TextField()
    part = models.CharField(max_length=20, choices=OWNER_PARTS, default=OwnerPart.ACCOUNTABLE.value)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "position"], name="ownership_position_once_an_action"),
        ]
        indexes: ClassVar = [models.Index(fields=["post", "part"], name="ownership_by_post")]

    def __str__(self) -> str:
        return f"{self.name} ({self.role})"
