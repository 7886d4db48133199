"""Encrypted columns: plain in Python, ciphertext in the database, an error without the key."""

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.test import override_settings
from django.test.utils import isolate_apps

from portal.privacy.fields import CannotDecrypt, EncryptedJSONField, EncryptedTextField


@pytest.fixture(scope="module")
def confided():
    with isolate_apps("portal.privacy"):

        class Confided(models.Model):  # noqa: DJ008
            words = EncryptedTextField(null=True)
            facts = EncryptedJSONField(null=True)

            class Meta:
                app_label = "privacy"
                db_table = "privacy_confided"

        yield Confided


@pytest.fixture
def table(db, confided):
    with connection.cursor() as cursor:
        kind = "serial" if connection.vendor == "postgresql" else "integer"
        cursor.execute(
            f"CREATE TABLE privacy_confided (id {kind} PRIMARY KEY, words text, facts text)"
        )
    return confided


def stored(column="words"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM privacy_confided")
        return [value for (value,) in cursor.fetchall()]


def through(field, value):
    return field.from_db_value(field.get_prep_value(value), None, connection)


@pytest.mark.parametrize("value", ["", None, "13800138000", "王小明\n三号楼", "x" * 10_000])
def test_text_comes_back(value):
    assert through(EncryptedTextField(), value) == value


@pytest.mark.parametrize("value", [None, {}, [], "", 0, {"phone": "13800138000", "人": [1, None]}])
def test_json_comes_back(value):
    assert through(EncryptedJSONField(), value) == value


def test_the_database_holds_ciphertext(table):
    table.objects.create(words="13800138000", facts={"name": "王小明"})
    [row] = table.objects.filter(words__isnull=False)
    assert (row.words, row.facts) == ("13800138000", {"name": "王小明"})
    assert "13800138000" not in stored()[0]
    assert "王" not in stored("facts")[0]


def test_bulk_ways_of_writing_encrypt_too(table):
    row = table.objects.bulk_create([table(words="a")])[0]
    row.words = "13800138000"
    table.objects.bulk_update([row], ["words"])
    assert table.objects.values_list("words", flat=True)[0] == "13800138000"
    table.objects.update(words="13900139000")
    assert "13900139000" not in stored()[0]
    assert table.objects.get().words == "13900139000"


def test_a_wrong_key_is_an_error_and_an_old_key_still_opens():
    field = EncryptedTextField()
    with override_settings(PRIVACY_KEYS=["old"]):
        token = field.get_prep_value("13800138000")
    with override_settings(PRIVACY_KEYS=["new", "old"]):
        assert field.from_db_value(token, None, connection) == "13800138000"
        newer = field.get_prep_value("13800138000")
    with override_settings(PRIVACY_KEYS=["new"]):
        assert field.from_db_value(newer, None, connection) == "13800138000"
        with pytest.raises(CannotDecrypt, match="PRIVACY_KEYS") as caught:
            field.from_db_value(token, None, connection)
    assert token not in str(caught.value)


@pytest.mark.parametrize("stored_value", ["13800138000", "gAAAA", "é"])
def test_a_value_that_was_never_sealed_is_an_error(stored_value):
    with pytest.raises(CannotDecrypt):
        EncryptedTextField().from_db_value(stored_value, None, connection)


@pytest.mark.parametrize("keys", [[], [""], ["new", ""]])
def test_no_key_no_writing(keys):
    with override_settings(PRIVACY_KEYS=keys), pytest.raises(ImproperlyConfigured):
        EncryptedTextField().get_prep_value("x")


@pytest.mark.parametrize(
    "query",
    [
        {"words": "a"},
        {"words": ""},
        {"words__exact": None},
        {"words__icontains": "a"},
        {"words__in": ["a"]},
        {"words__gt": "a"},
        {"facts__name": "a"},
        {"facts__length": 1},
    ],
)
def test_only_isnull_may_be_asked(confided, query):
    confided.objects.filter(words__isnull=True)
    with pytest.raises(FieldError, match="encrypted"):
        confided.objects.filter(**query)


@pytest.mark.parametrize(
    ("options", "wrong"), [({}, False), ({"unique": True}, True), ({"db_index": True}, True)]
)
@isolate_apps("portal.privacy")
def test_neither_unique_nor_indexed(options, wrong):
    class Wrong(models.Model):  # noqa: DJ008
        words = EncryptedTextField(**options)

        class Meta:
            app_label = "privacy"

    assert ("privacy.E001" in [error.id for error in Wrong.check()]) is wrong


@pytest.mark.parametrize("field", [EncryptedTextField, EncryptedJSONField])
def test_migrations_can_write_it_down(field):
    text, imports = MigrationWriter.serialize(field(blank=True))
    assert text == f"portal.privacy.fields.{field.__name__}(blank=True)"
    assert imports == {"import portal.privacy.fields"}
