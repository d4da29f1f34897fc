"""Files of evidence in a bucket of a server that speaks S3."""

from datetime import timedelta

import boto3
import pytest
from django.conf import settings as site_settings
from moto.server import ThreadedMotoServer

from followthrough.site.evidence.models import Evidence
from followthrough.site.evidence.offering import Offer, evidence_store, offer_evidence, remove_file
from followthrough.site.evidence.orphans import find_orphans
from followthrough.site.settings import VAR, Environment, file_store
from tests.site.cast import NOW
from tests.site.evidence.files import PDF, upload

pytestmark = pytest.mark.django_db
BUCKET = "council-evidence"
FILE = Offer(form="file", kind="training", words="Who was trained when.")


@pytest.fixture
def bucket(settings, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a key of this test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "and its secret")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client("s3", endpoint_url=address, region_name="us-east-1")
    client.create_bucket(Bucket=BUCKET)
    environment = Environment(evidence_bucket=BUCKET, evidence_endpoint=address, evidence_region="us-east-1")
    settings.STORAGES = site_settings.STORAGES | {"evidence": file_store(environment, VAR, "evidence")}
    yield client
    # It keeps what it holds in this process, for the next test too.
    for key in keys(client):
        client.delete_object(Bucket=BUCKET, Key=key)
    server.stop()


def keys(client) -> list[str]:
    return [each["Key"] for each in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def test_a_file_goes_there_and_back_and_can_be_deleted(
    bucket, crews, owen, alice, django_capture_on_commit_callbacks
):
    evidence = offer_evidence(crews, offer=FILE, file=upload(), by=owen, at=NOW)

    assert keys(bucket) == [f"evidence/{evidence.key}"]
    with evidence_store().open(evidence.key) as stored:
        assert stored.read() == PDF

    with django_capture_on_commit_callbacks(execute=True):
        remove_file(evidence, reason="It is past its day.", by=alice, at=NOW)
    assert keys(bucket) == []


def test_what_a_killed_process_left_there_is_found(bucket, crews, owen):
    evidence = offer_evidence(crews, offer=FILE, file=upload(), by=owen, at=NOW)
    bucket.put_object(Bucket=BUCKET, Key="evidence/9/stray", Body=b"x")
    Evidence.objects.update(state=Evidence.State.ARRIVING)

    found = find_orphans(at=NOW + timedelta(days=40000), mend=True)

    assert found.arrived == [evidence]
    assert found.without_a_row == ["9/stray"]
    assert keys(bucket) == [f"evidence/{evidence.key}"]
    assert Evidence.objects.get().can_be_read


def test_a_bucket_that_is_not_there_changes_nothing(bucket, crews, owen):
    bucket.delete_bucket(Bucket=BUCKET)

    with pytest.raises(Exception, match="could not be stored, so nothing was added"):
        offer_evidence(crews, offer=FILE, file=upload(), by=owen, at=NOW)

    assert not Evidence.objects.exists()
    bucket.create_bucket(Bucket=BUCKET)
