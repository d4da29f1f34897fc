"""Nobody judges their own work: each rule by itself, and each operation that it binds."""

import pytest

from followthrough.site.register.duties import OwnWorkError, refuse_deciding_own_request


def test_nobody_decides_what_they_asked_for(alice, dora):
    with pytest.raises(OwnWorkError, match="somebody else has to decide it"):
        refuse_deciding_own_request(by=alice, asked_by=alice)

    refuse_deciding_own_request(by=dora, asked_by=alice)
    refuse_deciding_own_request(by=dora, asked_by=None)
