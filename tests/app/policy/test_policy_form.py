"""Reading a policy from its text: what each key gives, whose note a comment becomes, the lines of parts."""

from datetime import date
from fractions import Fraction

import pytest

from app.policy.form import read_bytes, read_policy, write_policy
from app.policy.library import CODES, library, library_entry
from licensing.decisions import DelegationMode
from licensing.licences import AreaKind, Audience, Group, LicenceKind, LicenceType, VenueCategory
from licensing.policy import (
    Allow,
    CapScope,
    CapSpan,
    CapStated,
    CaseSort,
    DayClass,
    Drawn,
    FactKind,
    FactTest,
    LegalKind,
    Otherwise,
    Overflow,
    Point,
    Relative,
    RenewalMode,
    RuleKind,
    Span,
    Strength,
    Unmet,
    Yearly,
)
from licensing.policy.checking import PolicyPart, check, usable
from licensing.seasons import Season
from licensing.tariffs import LowTurnoverStep, Tariff, TariffMethod, TariffPer

HEAD = "navn: Prøve\ngjelder: {fra: 2024-07-01}\nregler:\n"


def rule(text, head=HEAD):
    """The one rule of a text."""
    (found,) = read_policy(head + text).policy.rules
    return found


def test_the_head_of_a_policy():
    policy = read_policy(
        "navn: Retningslinjer\nkommuner: ['0301', '4601']\ngjelder: {fra: 2024-07-01, til: 2028-09-30}\n"
        "vedtatt: Bystyret\nkilde: Vedtaket\noppdiktet: ja\nregler: []\n"
    ).policy
    assert (policy.name, policy.municipalities) == ("Retningslinjer", ("0301", "4601"))
    assert (policy.first_day, policy.last_day) == (date(2024, 7, 1), date(2028, 9, 30))
    assert (policy.decided, policy.source, policy.invented) == ("Bystyret", "Vedtaket", True)


def test_a_number_of_a_municipality_keeps_its_nought_without_quotation_marks():
    policy = read_policy("navn: Oslo\nkommuner: 0301\ngjelder: {fra: 2024-07-01}\nregler: []\n").policy
    assert policy.municipalities == ("0301",)


PARTS = """
dokumenter:
  - kode: F
    form: forskrift
    tittel: Forskrift
    kort: forskriften
    vedtatt: 2024-06-19
    vedtatt av: bystyret
    adresse: https://bergen.example/F
    merknad: Gjelder i byen.
soner:
  - kode: sentrum
    navn: Sentrum
    avgrenset: på kart
    avgrenses av: byrådet
    omriss: [[0, 0], [100, 0], [50, 100]]
    gater: [Storgata, Kirkegata]
steder:
  - type: hotell
    navn: Hotell
    ordlyd: Minst 30 rom.
    krav: {rom: minst 30, kjøkken: "fra 10:00 til 22:00"}
    ellers: vurder
    spør: Hvorfor?
    kilde: {dokument: F, punkt: § 4}
dager:
  - {kode: martnan, navn: Martnan, hvert år: nest siste tirsdag i februar, varer: 5 dager}
  - {kode: fest, navn: Fest, år for år: [{fra: 2026-06-01, til: 2026-06-03}]}
spørsmål:
  - {kode: rom, tekst: Hvor mange rom?, svar: tall, enhet: rom}
  - {kode: kjøkken, tekst: Når stenger kjøkkenet?, svar: klokkeslett}
  - {kode: øy, tekst: Er det en øy?}
regler: []
"""


def test_the_parts_beside_the_rules():
    read = read_policy("navn: Prøve\ngjelder: {fra: 2024-07-01}\n" + PARTS)
    (document,), (zone,), (place,) = read.policy.documents, read.policy.zones, read.policy.categories
    assert (document.kind, document.short, document.adopted_on, document.adopted_by) == (
        LegalKind.REGULATION,
        "forskriften",
        date(2024, 6, 19),
        "bystyret",
    )
    assert (document.address, document.note) == ("https://bergen.example/F", "Gjelder i byen.")
    assert (zone.drawn, zone.drawn_by, zone.streets) == (Drawn.PLAN, "byrådet", ("Storgata", "Kirkegata"))
    assert zone.outline == (Point(0, 0), Point(100, 0), Point(50, 100))
    assert (place.category, place.otherwise, place.question) == (
        VenueCategory.HOTEL,
        Otherwise.CONSIDER,
        "Hvorfor?",
    )
    assert place.tests == (
        FactTest("rom", at_least=30),
        FactTest("kjøkken", at_least=600, at_most=1320),
    )
    assert read.policy.source_of(place) == "forskriften § 4"
    fair, feast = read.policy.local_days
    assert fair.yearly == Yearly(lasting=5, month=2, weekday=2, nth=-2)
    assert feast.spans == (Span(date(2026, 6, 1), date(2026, 6, 3)),)
    assert [question.kind for question in read.policy.questions] == [
        FactKind.NUMBER,
        FactKind.TIME,
        FactKind.YES_NO,
    ]
    assert read.line_of("sentrum", PolicyPart.ZONE) == 14
    assert read.line_of("hotel", PolicyPart.CATEGORY) == 21
    assert read.line_of("øy", PolicyPart.QUESTION) == 34
    assert read.line_of("nobody") == 1


@pytest.mark.parametrize(
    ("words", "yearly"),
    [
        ("nest siste tirsdag i februar", Yearly(month=2, weekday=2, nth=-2)),
        ("første fredag i mars", Yearly(month=3, weekday=5, nth=1)),
        ("17. mai", Yearly(month=5, day_of_month=17)),
        ("første påskedag", Yearly(after_easter=0)),
        ("3 dager før første påskedag", Yearly(after_easter=-3)),
        ("1 dag etter første påskedag", Yearly(after_easter=1)),
    ],
)
def test_days_that_come_each_year_are_written_in_words(words, yearly):
    text = f"{HEAD.replace('regler:', 'dager:')}  - {{kode: d, navn: D, hvert år: {words}}}\nregler: []\n"
    read = read_policy(text)
    assert read.policy.local_days[0].yearly == yearly
    assert f"hvert år: {words}" in write_policy(read.policy)


def test_every_condition_of_a_rule():
    head = (
        "navn: P\ngjelder: {fra: 2024-07-01}\nsoner: [{kode: s, navn: S}, {kode: b, navn: B}]\n"
        "dager: [{kode: m, navn: M, hvert år: 17. mai}]\n"
        "spørsmål: [{kode: rom, tekst: Rom?, svar: tall}, {kode: øy, tekst: Øy?}]\nregler:\n"
    )
    when = rule(
        "  - id: A\n    type: annet\n    styrke: moment\n    når:\n"
        "      bevilling: [salg, skjenking]\n      slag: [fast, ambulerende]\n      sak: én gang\n"
        "      grupper: [1, 3]\n      område: ute\n      gjester: sluttet selskap\n"
        "      sted: [hotell, pub eller bar]\n      sone: s\n      utenfor sone: [b]\n"
        "      ukedager: [fredag, lørdag]\n      dagtype: [helligdag, 17. mai]\n"
        "      årstid: 15. mai til 31. august\n      dager: m\n"
        "      svar: {rom: høyst 3, øy: nei, gjester: 500, seneste tid: minst 26:01}\n",
        head,
    ).when
    assert when.kinds == (LicenceKind.SALE, LicenceKind.SERVING)
    assert when.types == (LicenceType.PERMANENT, LicenceType.AMBULATORY)
    assert (when.sorts, when.groups) == ((CaseSort.ONCE,), (Group.ONE, Group.THREE))
    assert (when.areas, when.audiences) == ((AreaKind.OUTDOOR,), (Audience.CLOSED_COMPANY,))
    assert when.categories == (VenueCategory.HOTEL, VenueCategory.PUB_BAR)
    assert (when.zones, when.outside_zones, when.local_days) == (("s",), ("b",), ("m",))
    assert (when.weekdays, when.day_classes) == ((5, 6), (DayClass.HOLIDAY, DayClass.MAY_17))
    assert when.season == Season.parse("05-15", "08-31")
    assert when.tests == (
        FactTest("rom", at_most=3),
        FactTest("øy", equals=False),
        FactTest("guests", at_least=500, at_most=500),
        FactTest("latest_hour", at_least=26 * 60 + 1),
    )


def test_what_every_rule_may_say():
    found = rule(
        "  - id: A\n    type: annet\n    styrke: hovedregel\n    unntak: {tekst: Særlig grunn, av: byrådet}\n"
        "    kilde: {dokument: R, punkt: 4.1}\n    gjelder: {fra: 2024-08-01, til: 2025-08-01}\n"
        '    rang: -2\n    kommuner: ["4601"]\n    ordlyd: Slik er det.\n    merknad: Gammel regel.\n',
        "navn: P\nkommuner: 4601\ngjelder: {fra: 2024-07-01}\n"
        "dokumenter: [{kode: R, form: vedtak, tittel: V}]\nregler:\n",
    )
    assert (found.kind, found.strength, found.rank) == (RuleKind.OTHER, Strength.DEFAULT, -2)
    assert (found.exception, found.exception_by) == ("Særlig grunn", "byrådet")
    assert (found.document, found.paragraph, found.municipalities) == ("R", "4.1", ("4601",))
    assert (found.first_day, found.last_day) == (date(2024, 8, 1), date(2025, 8, 1))
    assert (found.words, found.note) == ("Slik er det.", "Gammel regel.")


def of_type(kind, block, head=HEAD):
    return rule(f"  - id: A\n    type: {kind}\n    styrke: fast\n    {block}\n", head)


ASKED = (
    "navn: P\ngjelder: {fra: 2024-07-01}\nsoner: [{kode: s, navn: S}]\nspørsmål:\n"
    "  - {kode: av, tekst: Avgang?, svar: klokkeslett}\n  - {kode: an, tekst: Ankomst?, svar: klokkeslett}\n"
    "  - {kode: mat, tekst: Mat?}\nregler:\n"
)


def test_hours():
    effect = of_type("tider", 'tider: {fra: 08:00, til: "26:00"}').hours
    assert (effect.earliest, effect.latest) == (480, 1560)
    assert of_type("åpningstider", "tider: {stengt: ja}").hours.closed
    assert of_type("tider", "tider: {som område: inne}\n    når: {område: ute}").hours.same_as_area is (
        AreaKind.INDOOR
    )
    assert of_type("tider", "tider: {kan kortes inn: ja}").hours.may_shorten
    follows = "tider: {følger: {begynner: av, minutter før: 60, slutter: an, minutter etter: 30}}"
    assert of_type("tider", follows, ASKED).hours.relative == Relative("av", 60, "an", 30)


def test_a_cap():
    effect = of_type(
        "tak",
        "tak: {høyst: 25, telles: steder, over: per år, innenfor: sonen, unntatt: hotell, fullt: venteliste,"
        " overdragelse beholder plassen: ja, søknad holder av plass: nei, kan overskrides av: bystyret}",
    ).cap
    assert (effect.limit, effect.counts, effect.exempt) == (25, "steder", (VenueCategory.HOTEL,))
    assert (effect.span, effect.scope, effect.overflow) == (
        CapSpan.YEAR,
        CapScope.ZONE,
        Overflow.WAITING_LIST,
    )
    assert (effect.transfer_keeps_seat, effect.pending_reserves) == (True, False)
    assert effect.may_exceed == "bystyret"
    percent = of_type("tak", "tak: {prosent: 10, prosent av: skjenking}").cap
    assert (percent.percent, percent.percent_of, percent.limit) == (10, LicenceKind.SERVING, None)
    assert of_type("tak", "tak: {oppgitt: ingen grense}").cap.stated is CapStated.NONE


def test_the_other_families():
    place = of_type("sted", "sted: {adgang: normalt ikke, bare: [hotell], bare grupper: [1, 2]}").place
    assert (place.allow, place.only_groups) == (Allow.NORMALLY_NOT, (Group.ONE, Group.TWO))
    part = of_type("sted", "sted: {bare der: bak gjerdet, bare der svar: mat}", ASKED).place
    assert (part.only_where, part.only_where_fact) == ("bak gjerdet", "mat")
    condition = of_type(
        "vilkår",
        "vilkår: {tekst: Mat, dokumentasjon: Meny, frist dager: 14, før bruk: ja, alltid: nei,"
        " krever: {mat: ja}, ellers: avslå, spør: Hvorfor?}",
        ASKED,
    ).condition
    assert (condition.text, condition.proof, condition.due_days) == ("Mat", "Meny", 14)
    assert (condition.before_use, condition.standard, condition.unmet) == (True, False, Unmet.REFUSE)
    assert (condition.test, condition.question) == (FactTest("mat", equals=True), "Hvorfor?")
    factor = of_type("moment", "moment: {tekst: Ro, foretrekk sted: kafé, foretrekk sone: s}", ASKED).factor
    assert (factor.text, factor.prefer_categories, factor.prefer_zones) == (
        "Ro",
        (VenueCategory.CAFE,),
        ("s",),
    )
    event = of_type(
        "arrangement",
        "arrangement: {søkes dager før: 21, høyst dager: 3, prinsipiell fra gjester: 500,"
        " ansvarlig minst år: 20, stedfortreder: ja, innhent uttalelser: nei}",
    ).event
    assert (event.notice_days, event.most_days, event.principal_guests) == (21, 3, 500)
    assert (event.responsible_age, event.deputy_required, event.ask_statements) == (20, True, False)
    who = of_type(
        "delegering",
        "delegering: {avgjøres av: politisk organ, organ: Formannskapet, sakstype: bevilling, utfall: avslå,"
        " forbereder: A, innstiller: B, klage først til: C, prinsipielle saker til: D, hjemmel: E}",
    ).delegation
    assert (who.mode, who.body, who.basis) == (DelegationMode.BODY, "Formannskapet", "E")
    assert (who.prepares, who.proposes, who.complaint_first, who.principal_to) == ("A", "B", "C", "D")
    heard = of_type("uttalelser", "uttalelser: {høres: [vegvesenet, skolen], vekt: stor}").statements
    assert (heard.bodies, heard.weight) == (("vegvesenet", "skolen"), "stor")
    turnover = of_type("omsetningsoppgave", "omsetningsoppgave: {frist: 1. mars, dager etter: 14}").turnover
    assert (turnover.due, turnover.days_after) == ("03-01", 14)
    renewal = of_type("fornyelse", "fornyelse: {måte: ingen søker, vilkår settes av: rådet}").renewal
    assert (renewal.mode, renewal.terms_by) == (RenewalMode.NONE_APPLY, "rådet")
    fee = of_type("gebyr", 'gebyr: {enkelt anledning: 1200, ambulerende: "440,50", utvidelse: 0}').fee
    assert (fee.single_ore, fee.ambulatory_ore, fee.once_ore) == (120000, 44050, 0)
    tariff = of_type(
        "gebyr", "gebyr: {takst: {måte: andel av minstegebyret, andel: 1/6, per: dag}}"
    ).fee.tariff
    assert tariff == Tariff(TariffMethod.SHARE_OF_MINIMUM, share=Fraction(1, 6), per=TariffPer.DAY)
    low = of_type("gebyr", "gebyr: {lav omsetning: [{beregnet høyst: 1500, andel: 50 prosent}]}").fee
    assert low.low_turnover == (LowTurnoverStep(150_000, share=Fraction(1, 2)),)


COMMENTED = """# Slik begynner filen.
navn: P # et navn
gjelder: {fra: 2024-07-01}
dokumenter:
  - {kode: R, form: vedtak, tittel: V} # bare på papir
soner:
  # Tegnet i 2019.
  - kode: s
    navn: S
    merknad: Smal.
regler:
  # ---------- Overskrift ----------
  # Første linje
  # og andre.
  - id: A
    type: annet   # fritt
    styrke: moment
    ordlyd: "Nei, # dette er tekst"
    # Inne i A, etter det siste.
  # Over B.
  - id: B
    type: annet
    styrke: moment
    ordlyd: >-
      Lang tekst
      # også dette er tekst
    merknad: Fra før.
# Etter alt.
"""


def test_comments_become_the_notes_of_what_they_stand_on_or_above():
    policy = read_policy(COMMENTED).policy
    assert policy.source == "Slik begynner filen.\net navn"
    assert policy.documents[0].note == "bare på papir"
    assert policy.zones[0].note == "Smal.\nTegnet i 2019."
    assert policy.rule("A").note == "Overskrift Første linje og andre.\nfritt\nInne i A, etter det siste."
    assert policy.rule("A").words == "Nei, # dette er tekst"
    assert policy.rule("B").note == "Fra før.\nOver B.\nEtter alt."
    assert policy.rule("B").words == "Lang tekst # også dette er tekst"


def test_comments_come_back_as_notes_of_the_same_rules():
    policy = read_policy(COMMENTED).policy
    assert read_policy(write_policy(policy)).policy == policy


def test_a_comment_where_there_is_no_note_is_kept_in_the_source():
    text = "navn: P\ngjelder: {fra: 2024-07-01}\nspørsmål:\n  - {kode: øy, tekst: Øy?} # uklart\nregler: []\n"
    assert read_policy(text).policy.source == "spørsmål, øy: uklart"


def test_hours_as_indoors_may_be_said_of_the_whole_place():
    text = HEAD + (
        "  - id: A\n    type: tider\n    når: {bevilling: skjenking}\n    tider: {som område: inne}\n"
        "    styrke: fast\n"
    )
    assert usable(check(read_policy(text).policy))


@pytest.mark.parametrize("code", CODES)
def test_a_text_of_the_library_is_the_same_both_ways(code):
    policy = library_entry(code).read.policy
    written = write_policy(policy)
    assert read_policy(written).policy == policy
    assert write_policy(read_policy(written).policy) == written


def test_the_library_has_a_name_and_a_source_for_every_text():
    entries = list(library())
    assert [entry.code for entry in entries] == list(CODES)
    assert len({entry.name for entry in entries}) == len(CODES)
    assert all(entry.note for entry in entries)
    with pytest.raises(KeyError):
        library_entry("../../config")


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read():
    text = "\ufeff" + (HEAD + "  - id: A\n    type: annet\n    styrke: moment\n").replace("\n", "\r\n")
    read = read_bytes(text.encode())
    assert read.line_of("A") == 4
