"""What an installation sets in the environment; docs/guide/settings.md has a line for each."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(BaseSettings):
    """What an installation can set: `FOLLOWTHROUGH_` and the field's name, or `DATABASE_URL`."""

    model_config = SettingsConfigDict(env_prefix="FOLLOWTHROUGH_", extra="ignore")

    var: Path = Field(default_factory=lambda: Path.cwd() / "var", description="a folder to write in")
    secret_key: str = Field("", description="50 random characters or more, or nothing to have one made")
    debug: bool = Field(False, description="true or false")
    hosts: str = Field("", description="host names with commas between, such as plans.example.org")
    https: bool = Field(False, description="true or false")
    trusted_proxies: int = Field(0, ge=0, le=9, description="how many proxies stand before the site, 0 to 9")
    upload_megabytes: int = Field(20, ge=1, le=200, description="a whole number from 1 to 200")
    evidence_megabytes: int = Field(50, ge=1, le=500, description="a whole number from 1 to 500")
    organisation_megabytes: int = Field(5000, ge=10, description="a whole number, 10 or more")
    metrics_token: str = Field("", description="a long random text, or nothing")
    security_contact: str = Field(
        "", pattern=r"^((mailto:|https://)\S+)?$", description="such as mailto:security@example.org"
    )
    evidence_bucket: str = Field("", description="the name of a bucket of an S3-compatible store")
    evidence_endpoint: str = Field(
        "", pattern=r"^(https?://\S+)?$", description="such as https://s3.example.org"
    )
    evidence_region: str = Field("", description="such as eu-west-2")
    virus_scanner: str = Field(
        "", pattern=r"^(/\S+|[^/\s]+:\d+)?$", description="such as /run/clamav/clamd.ctl or 127.0.0.1:3310"
    )
    keep_headings: bool = Field(False, description="true or false")
    address: str = Field("", pattern=r"^(https?://\S+)?$", description="such as https://plans.example.org")
    mail_server: str = Field("", description="such as smtp://user:password@mail.example.org")
    openid_server: str = Field(
        "", pattern=r"^(https?://\S+)?$", description="such as https://login.example.org"
    )
    openid_client: str = Field("", description="the client's number or name, from your provider")
    openid_secret: str = Field("", description="the client's secret, from your provider")
    openid_name: str = Field("your organisation’s account", description="what people call it")
    openid_groups: str = Field("", description="such as plan-admins=administrator")
    openid_groups_claim: str = Field("groups", description="the claim with the groups")
    openid_new_accounts: str = Field("", description="a role, such as member, or nothing")
    openid_trust_emails: bool = Field(False, description="true or false")
    saml_server: str = Field("", pattern=r"^(https?://\S+)?$", description="the address to sign in at")
    saml_entity: str = Field("", description="the entity ID, from your provider")
    saml_certificate: str = Field("", description="a file with the provider's certificate")
    saml_metadata: str = Field("", pattern=r"^(https?://\S+)?$", description="the address of its metadata")
    saml_name: str = Field("your organisation’s account", description="what people call it")
    saml_email: str = Field("email", description="the attribute with the e-mail address")
    saml_person: str = Field("name", description="the attribute with the name")
    saml_groups: str = Field("", description="such as plan-admins=administrator")
    saml_groups_attribute: str = Field("groups", description="the attribute with the groups")
    saml_new_accounts: str = Field("", description="a role, such as member, or nothing")
    breached_passwords: str = Field("", description="a file of breached passwords that can be read")
    mail_from: str = Field("", description="such as “Programme office <plans@example.org>”")
    database_url: str = Field("", validation_alias="DATABASE_URL", description="a database's address")


def read_environment() -> Environment:
    """The environment's settings.

    Raises ImproperlyConfigured with a sentence for each odd value: its name, what it is, what it should be.
    """
    try:
        return Environment()
    except ValidationError as error:
        odd = [advice(one["loc"][0], one["input"]) for one in error.errors()]
        raise ImproperlyConfigured("\n".join(odd)) from None


def advice(field: Any, given: Any) -> str:
    name = field if field == "DATABASE_URL" else f"FOLLOWTHROUGH_{str(field).upper()}"
    wanted = Environment.model_fields[str(field).lower()].description
    return f"The setting {name} is {given!r}. It should be {wanted}. Change it, or take it out."
