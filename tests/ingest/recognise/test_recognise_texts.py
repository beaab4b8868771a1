"""What a person reads when a sheet is refused."""

from pathlib import Path

from insight.errors import UploadError
from insight.i18n.catalogue import catalogue
from insight.ingest.recognise import load_templates, refusals
from insight.ingest.recognise.names.synonyms import look_alikes, synonyms

_HEADER = ["订单编号", "金额"]


def _all_refusals() -> list[UploadError]:
    return [
        *(refusals.look_alike(reason, _HEADER) for reason in refusals.REASONS),
        refusals.unknown_sheet(_HEADER),
        refusals.unknown_sheet([""]),
        refusals.unknown_sheet(_HEADER * 20),
        refusals.nobody_named(_HEADER),
        refusals.nobody_identified(_HEADER),
        refusals.no_day(_HEADER),
        refusals.unknown_template("x", ["a", "b"]),
        refusals.template_does_not_fit("x", _HEADER),
    ]


def test_every_refusal_says_in_both_languages_what_is_wrong_the_value_and_what_to_do() -> None:
    for refusal in _all_refusals():
        for text in (refusal.title, refusal.message, refusal.hint):
            assert text.key in catalogue("zh_CN"), text.key
            assert text.render("en")
            assert text.render("zh_CN")


def test_every_reason_is_told_by_a_template_or_by_headers_and_every_template_has_a_title() -> None:
    told = {template.refuse for template in load_templates()} | set(look_alikes())
    assert told == {"", *refusals.REASONS}
    assert all(template.title("zh_CN") and template.title("en") for template in load_templates())


def test_every_list_of_synonyms_reads() -> None:
    folder = Path(synonyms.__wrapped__.__code__.co_filename).parents[1] / "synonyms"
    for table in sorted(
        {path.stem for path in folder.glob("*.toml")}
        - {"status", "stems", "values", "fragments", "look_alikes", "documents", "roles"}
    ):
        known = synonyms(table)
        assert known.columns
        assert {name for choices in known.needs for name in choices} <= set(known.columns), table
