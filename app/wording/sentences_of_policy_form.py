"""The sentence of each fault in a policy's text: the line, what is wrong there, and what to do."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

POLICY_FORM: Mapping[str, Text] = {
    "policy_too_large": _l("Linje %(line)s: Filen er større enn %(kilobytes)s kB. Del den opp."),
    "policy_encoding": _l("Linje %(line)s: Tegnene kan ikke leses. Lagre filen som UTF-8."),
    "policy_empty": _l("Linje %(line)s: Filen er tom. Skriv minst «navn», «gjelder» og «regler»."),
    "policy_broken": _l(
        "Linje %(line)s: Teksten kan ikke leses som YAML. Se etter innrykk, kolon, klammer og anførselstegn"
        " der og på linjen før."
    ),
    "policy_several": _l("Linje %(line)s: En fil har én tekst. Ta bort «---» og det som følger etter."),
    "policy_too_deep": _l(
        "Linje %(line)s: Teksten har for mange nivåer eller for mange punkter. Skriv den kortere, eller del"
        " den."
    ),
    "policy_alias": _l("Linje %(line)s: «&» og «*» foran et navn brukes ikke her. Skriv teksten helt ut."),
    "policy_tag": _l("Linje %(line)s: «!» foran en verdi brukes ikke her. Ta det bort."),
    "policy_key_twice": _l("Linje %(line)s: «%(key)s» står også på linje %(first)s. Behold den ene."),
    "policy_not_a_policy": _l(
        "Linje %(line)s: Dette er ikke retningslinjer. Begynn med «navn:», «gjelder:» og «regler:»."
    ),
    "policy_unknown_key_like": _l(
        "Linje %(line)s: Vi kjenner ikke «%(key)s». Skriv «%(like)s» om det var det du mente."
    ),
    "policy_unknown_key": _l(
        "Linje %(line)s: Vi kjenner ikke «%(key)s» under «%(under)s». Ta det bort, eller velg mellom"
        " %(choices)s."
    ),
    "policy_comma": _l(
        "Linje %(line)s: «%(key)s» kan ikke leses. Et komma mellom klammer deler teksten; sett anførselstegn"
        " rundt hele teksten."
    ),
    "policy_key_missing": _l("Linje %(line)s: «%(key)s» mangler under «%(under)s». Legg det til."),
    "policy_value": _l("Linje %(line)s: «%(key)s» kan ikke være «%(written)s». Velg mellom %(choices)s."),
    "policy_not_single": _l("Linje %(line)s: «%(key)s» skal ha én verdi, ikke flere."),
    "policy_not_list": _l("Linje %(line)s: «%(key)s» skal være en liste. Skriv «- » foran hvert punkt."),
    "policy_not_keys": _l("Linje %(line)s: «%(key)s» skal ha navn og verdier, skrevet «navn: verdi»."),
    "policy_text_long": _l("Linje %(line)s: «%(key)s» er for lang. Skriv høyst %(longest)s tegn."),
    "policy_code": _l(
        "Linje %(line)s: «%(written)s» kan ikke brukes som «%(key)s». Skriv et kort navn uten skråstrek."
    ),
    "policy_municipality": _l(
        "Linje %(line)s: «%(written)s» er ikke et kommunenummer. Skriv fire sifre i anførselstegn."
    ),
    "policy_municipality_elsewhere": _l(
        "Linje %(line)s: Kommune %(number)s står ikke i «kommuner» øverst. Legg den til der, eller ta den"
        " bort her."
    ),
    "policy_not_number": _l("Linje %(line)s: «%(key)s» kan ikke være «%(written)s». Skriv et helt tall."),
    "policy_too_low": _l("Linje %(line)s: «%(key)s» kan ikke være %(written)s. Skriv %(lowest)s eller mer."),
    "policy_too_high": _l(
        "Linje %(line)s: «%(key)s» kan ikke være %(written)s. Skriv %(highest)s eller mindre."
    ),
    "policy_not_kroner": _l("Linje %(line)s: «%(written)s» er ikke et beløp. Skriv kroner slik: 1200."),
    "policy_share": _l(
        "Linje %(line)s: «%(key)s» kan ikke være «%(written)s». Skriv en andel slik: 25 prosent eller 1/6."
    ),
    "policy_tariff_steps": _l(
        "Linje %(line)s: Taksten mangler trinn. Skriv «trinn» med antall gjester og hva hvert trinn gir."
    ),
    "policy_tariff_step": _l(
        "Linje %(line)s: Et trinn i taksten mangler tallet sitt. Skriv «kroner» når måten er «etter gjester»,"
        " og «andel» når den er «andel av ordinært gebyr»."
    ),
    "policy_tariff_amount": _l("Linje %(line)s: Taksten mangler beløp. Skriv «kroner» under «%(key)s»."),
    "policy_tariff_share": _l(
        "Linje %(line)s: Taksten mangler andel. Skriv «andel» under «%(key)s», for eksempel 1/6."
    ),
    "policy_tariff_addition": _l(
        "Linje %(line)s: Taksten har et tall som måten ikke bruker. Ta det bort, eller velg en annen måte."
    ),
    "policy_low_turnover": _l(
        "Linje %(line)s: Hvert trinn under «%(key)s» skal ha enten «minstegebyr» eller «andel». Skriv ett av"
        " dem."
    ),
    "policy_fee_twice": _l(
        "Linje %(line)s: «%(key)s» har både «enkelt anledning» og «takst». Behold den ene."
    ),
    "policy_day_far": _l(
        "Linje %(line)s: Datoen %(written)s ligger for langt unna. Skriv et år fra %(first)s til %(last)s,"
        " eller ta bort datoen."
    ),
    "policy_not_a_day": _l(
        "Linje %(line)s: «%(key)s» kan ikke være «%(written)s». Skriv datoen slik: 2026-11-23."
    ),
    "policy_not_a_time": _l(
        "Linje %(line)s: «%(key)s» kan ikke være «%(written)s». Skriv klokkeslett fra 00:00 til 30:00; to om"
        " natten er 26:00."
    ),
    "policy_after_midnight": _l(
        "Linje %(line)s: «%(key)s» er %(written)s. Tider etter midnatt telles videre på døgnet; skriv"
        " %(meant)s."
    ),
    "policy_hours_backwards": _l(
        "Linje %(line)s: Tiden slutter %(last)s, før den begynner %(first)s. Rett den ene."
    ),
    "policy_day_of_year": _l(
        "Linje %(line)s: «%(key)s» kan ikke være «%(written)s». Skriv dagen slik: 1. mars."
    ),
    "policy_part_of_year": _l(
        "Linje %(line)s: «%(key)s» kan ikke være «%(written)s». Skriv den slik: 15. mai til 31. august."
    ),
    "policy_corner": _l("Linje %(line)s: Hvert hjørne i «%(key)s» skal være to tall fra 0 til 100."),
    "policy_backwards": _l(
        "Linje %(line)s: Perioden slutter %(last)s, før den begynner %(first)s. Rett den ene datoen."
    ),
    "policy_one_test": _l("Linje %(line)s: «%(key)s» skal ha ett spørsmål med svar."),
    "policy_test": _l(
        "Linje %(line)s: «%(written)s» kan ikke leses som krav til «%(key)s». Skriv ja, nei, «minst 3»,"
        " «høyst 3» eller «fra 3 til 5»."
    ),
    "policy_yearly": _l(
        "Linje %(line)s: «%(written)s» kan ikke leses. Skriv for eksempel «nest siste tirsdag i februar»,"
        " «17. mai» eller «3 dager før første påskedag»."
    ),
    "policy_lasting": _l(
        "Linje %(line)s: «%(written)s» kan ikke leses. Skriv fra 1 til %(longest)s dager, slik: 5 dager."
    ),
    "policy_days_without": _l(
        "Linje %(line)s: «%(named)s» mangler dager. Skriv «hvert år» eller «år for år»."
    ),
    "policy_block_of_another": _l(
        "Linje %(line)s: En regel av typen %(rule_type)s har ikke «%(key)s». Skriv «%(wanted)s», eller rett"
        " typen."
    ),
    "policy_block_of_none": _l(
        "Linje %(line)s: En regel av typen %(rule_type)s har ikke «%(key)s». Ta det bort, eller rett typen."
    ),
    "policy_block_missing": _l(
        "Linje %(line)s: En regel av typen %(rule_type)s må ha «%(wanted)s». Legg det til, eller rett typen."
    ),
    "policy_twice": _l("Linje %(line)s: «%(named)s» er brukt på linje %(first)s. Gi den ene et annet navn."),
    "policy_too_many": _l("Linje %(line)s: «%(key)s» har mer enn %(most)s punkter. Del teksten."),
    "policy_name_unknown": _l(
        "Linje %(line)s: %(sort)s «%(named)s» står ikke i filen. Legg til, eller rett navnet."
    ),
    "policy_name_unknown_like": _l(
        "Linje %(line)s: %(sort)s «%(named)s» står ikke i filen. Skriv «%(like)s» om det var det du mente."
    ),
    "policy_question_told": _l(
        "Linje %(line)s: «%(named)s» følger alltid med søknaden. Ta spørsmålet bort, eller gi det et annet"
        " navn."
    ),
    "policy_circle": _l(
        "Linje %(line)s: Reglene %(rules)s viser til hverandre i ring, så ingen av dem gir tider. Skriv"
        " tidene i den ene."
    ),
}
