"""The sentence of each refusal in a case: what happened, why by law, what to do. `%(law)s` is the section."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

CASES: Mapping[str, Text] = {
    "wrong_state": _l(
        "Dette kan ikke gjøres når saken står som «%(state)s». Last saken på nytt og se hva som kan gjøres"
        " nå."
    ),
    "statement_not_asked": _l(
        "Saken kan ikke avgjøres ennå. %(body)s er ikke bedt om å uttale seg%(law)s. Innhent uttalelsen"
        " først."
    ),
    "police_not_answered": _l(
        "Saken kan ikke avgjøres ennå. Politiet har frist til %(due_on)s med å uttale seg%(law)s. Registrer"
        " svaret når det kommer. Blir det borte, kan du gå videre uten det og skrive hvorfor."
    ),
    "social_service_not_answered": _l(
        "Saken kan ikke avgjøres ennå. NAV har frist til %(due_on)s med å uttale seg%(law)s. Registrer"
        " svaret, eller registrer manglende svar når fristen er ute."
    ),
    "remark_not_presented": _l(
        "Søkeren har ikke fått se merknaden fra %(body)s. Søkeren skal få uttale seg før saken"
        " avgjøres%(law)s. Legg merknaden fram for søkeren."
    ),
    "reply_awaited": _l(
        "Søkeren har frist til %(due_on)s med å svare på merknaden fra %(body)s%(law)s. Vent på svaret, eller"
        " på at fristen går ut."
    ),
    "assessment_missing": _l(
        "Søknaden er ikke vurdert ennå, og saken skal være så godt opplyst som mulig før vedtak%(law)s."
        " Vurder søknaden først."
    ),
    "assessment_stale": _l(
        "Noe er endret i saken eller retningslinjene siden søknaden ble vurdert%(law)s. Vurder søknaden på"
        " nytt før du går videre."
    ),
    "not_ready": _l("Saken er ikke klar for forslag til vedtak%(law)s. Gjør ferdig det som gjenstår først."),
    "nothing_to_present": _l("Det er ingen nye merknader å legge fram for søkeren%(law)s."),
    "no_reply_awaited": _l(
        "Vi venter ikke på svar fra søkeren%(law)s. Legg først fram det søkeren skal uttale seg om."
    ),
    "person_not_in_application": _l("Personen er ikke med i søknaden lenger. Åpne saken på nytt%(law)s."),
    "application_no_longer_changeable": _l(
        "Søknaden kan ikke endres nå, for det er lagt fram et forslag eller fattet et vedtak%(law)s."
        " Send forslaget tilbake først."
    ),
    "arrival_not_recorded": _l(
        "Vi vet ikke når vedtaket kom fram, så klagefristen har ikke begynt å løpe%(law)s."
        " Registrer når mottakeren fikk brevet."
    ),
    "request_not_sent": _l(
        "Brevet med spørsmålet er ikke registrert som sendt, så fristen har ikke begynt å løpe%(law)s."
        " Registrer utsendingen først."
    ),
    "no_statement_asked": _l("Ingen er bedt om å uttale seg i saken ennå%(law)s. Innhent uttalelser først."),
    "no_silence_to_record": _l(
        "Fristen for å uttale seg er ikke ute før %(due_on)s%(law)s. Registrer manglende svar etter den"
        " dagen."
    ),
    "police_answered": _l("Vi venter ikke på svar fra politiet i denne saken%(law)s."),
    "police_silence_needs_override": _l(
        "Saken kan ikke avgjøres bare fordi politiet ikke har svart%(law)s. Velg «Gå videre uten svar fra"
        " politiet», og skriv hvorfor."
    ),
    "delegated_to_people": _l(
        "Saken skal ikke til politisk behandling. Etter delegasjonen avgjøres den administrativt%(law)s."
    ),
    "not_decided_alone": _l(
        "Etter delegasjonen avgjøres ikke denne saken av én person%(law)s. Lag et forslag til vedtak."
    ),
    "belongs_to_body": _l(
        "Denne saken kan ikke avgjøres administrativt. Etter delegasjonen er det et politisk organ som"
        " avgjør%(law)s. Send saken til politisk behandling."
    ),
    "decider_is_proposer": _l(
        "Du har selv laget forslaget, og vedtaket krever to personer%(law)s. En annen vedtaksansvarlig må"
        " avgjøre saken."
    ),
    "delegation_unknown": _l(
        "Vi vet ikke hvem som kan avgjøre saken%(law)s. Be administratoren legge inn delegasjonen."
    ),
    "letter_missing": _l("Det er ikke skrevet noe brev om vedtaket%(law)s."),
    "letter_already_final": _l("Brevet er ferdigstilt og kan ikke endres%(law)s."),
    "letter_not_final": _l("Brevet er fortsatt et utkast%(law)s. Ferdigstill brevet først."),
    "letter_already_sent": _l("Brevet er sendt allerede%(law)s."),
    "letter_not_sent": _l("Brevet er ikke registrert som sendt%(law)s. Registrer utsendingen først."),
    "arrival_already_recorded": _l("Det er registrert allerede når brevet ble mottatt%(law)s."),
    "sent_outside_letter": _l(
        "Brevet er datert %(dated_on)s. Det kan ikke være sendt før den dagen, og ikke etter i dag. Rett"
        " datoen."
    ),
    "arrived_outside_sending": _l(
        "Brevet ble sendt %(sent_on)s. Det kan ikke være mottatt før den dagen, og ikke etter i dag. Rett"
        " datoen."
    ),
    "conditions_before_use_open": _l(
        "Bevillingen kan ikke tas i bruk ennå. Vilkår som gjenstår: %(count)s. Kryss dem av når de er"
        " oppfylt."
    ),
    "complaint_period_running": _l("Saken kan ikke avsluttes ennå. Klagefristen går ut %(last_day)s%(law)s."),
    "bodies_asked_already": _l(
        "De du har valgt, er spurt allerede%(law)s. Velg noen som ikke er spurt, eller send påminnelse."
    ),
    "deadline_has_passed": _l("Fristen %(due_on)s er ikke fram i tid. Velg en dag etter i dag."),
    "statement_recorded_already": _l("Uttalelsen fra %(body)s er registrert allerede. Last saken på nytt."),
    "answer_outside_request": _l(
        "Vi spurte %(asked_on)s. Svaret kan ikke ha kommet før den dagen, og ikke etter i dag. Rett datoen."
    ),
    "answer_every_line": _l(
        "Uttalelsen kan ikke lagres før alle spørsmålene har svar%(law)s. Velg «Ingen merknad», «Merknad»"
        " eller «Fraråder» for hver person og for stedet."
    ),
    "remark_needs_facts": _l(
        "En merknad må ha en begrunnelse, så søkeren kan få svare på den. Skriv hva som er sagt, og når det"
        " hendte."
    ),
    "nothing_to_remind_of": _l(
        "Det er ikke noe å minne om. Svaret er kommet, eller fristen er ikke ute før %(due_on)s."
    ),
    "nothing_was_requested": _l("Det er ikke etterspurt noen opplysninger i saken%(law)s."),
}

DECISIONS: Mapping[str, Text] = {
    "proposal_missing": _l("Saken har ikke noe forslag som kan avgjøres. Last saken på nytt."),
    "deviation_needs_own_words": _l(
        "Forslaget går mot funn under %(findings)s. Et vedtak skal begrunnes%(law)s. Skriv med egne ord"
        " hvorfor du likevel foreslår det."
    ),
    "law_forbids_grant": _l(
        "Søknaden kan ikke innvilges slik saken står. Grunnen er %(finding)s%(law)s. Foreslå avslag, eller få"
        " forholdet rettet og vurder søknaden på nytt."
    ),
    "forbidden_by_law": _l(
        "Dette vedtaket kan ikke fattes slik saken står. Grunnen er %(finding)s%(law)s. Foreslå avslag, eller"
        " få forholdet rettet og vurder søknaden på nytt."
    ),
    "period_too_long": _l(
        "Bevillingen kan lengst gjelde til og med %(latest)s%(law)s. Sett siste dag til den dagen eller"
        " tidligere."
    ),
    "period_ends_before_grant": _l(
        "Siste dag mangler eller ligger før vedtaket. Sett en dag fra i dag til og med %(latest)s%(law)s."
    ),
    "more_groups_than_asked": _l(
        "Det er ikke søkt om alle gruppene du foreslår%(law)s. Foreslå bare grupper som det er søkt om."
    ),
    "more_hours_than_asked": _l(
        "Tidene du foreslår, går ut over det som det er søkt om%(law)s. Sett tider som ligger innenfor"
        " søknaden."
    ),
    "part_grant_gives_all": _l(
        "Forslaget gir alt det er søkt om. Velg «Innvilget», eller ta bort det som ikke skal gis."
    ),
    "grant_gives_less": _l(
        "Forslaget gir mindre enn det er søkt om. Velg «Delvis innvilget», eller gi alt det er søkt om."
    ),
    "grant_has_no_last_day": _l("Vedtaket mangler siste dag for bevillingen%(law)s. Legg den inn først."),
    "hours_outside_law": _l(
        "Tidene %(hours)s %(area)s ligger utenfor det loven tillater, som er %(limit)s%(law)s. Rett tidene."
    ),
    "meeting_day_impossible": _l(
        "Møtet kan ikke ha vært før søknaden kom %(received_on)s, og ikke etter i dag. Rett møtedatoen."
    ),
    "licence_missing": _l("Saken har ingen bevilling ennå. Last saken på nytt."),
    "usable_outside_licence": _l(
        "Bevillingen kan tas i bruk fra %(first_day)s og til og med %(last_day)s. Velg en dag i det"
        " tidsrommet."
    ),
}

# Said when a fact that the fuller sentence asks for is not known.
WITHOUT_FACTS: Mapping[str, Text] = {
    "law_forbids_grant": _l(
        "Søknaden kan ikke innvilges slik saken står%(law)s. Foreslå avslag, eller få forholdet rettet og"
        " vurder søknaden på nytt."
    ),
    "forbidden_by_law": _l(
        "Dette vedtaket kan ikke fattes slik saken står%(law)s. Foreslå avslag, eller få forholdet rettet og"
        " vurder søknaden på nytt."
    ),
    "deviation_needs_own_words": _l(
        "Forslaget går mot funn i vurderingen. Et vedtak skal begrunnes%(law)s. Skriv med egne ord hvorfor du"
        " likevel foreslår det."
    ),
    "no_silence_to_record": _l("Det er ingen manglende svar å registrere%(law)s."),
    "police_not_answered": _l("Saken kan ikke avgjøres ennå. Politiet har ikke uttalt seg%(law)s."),
    "social_service_not_answered": _l("Saken kan ikke avgjøres ennå. NAV har ikke uttalt seg%(law)s."),
    "person_not_in_application": _l("Personen er ikke med i søknaden lenger. Åpne saken på nytt%(law)s."),
    "application_no_longer_changeable": _l(
        "Søknaden kan ikke endres nå, for det er lagt fram et forslag eller fattet et vedtak%(law)s."
        " Send forslaget tilbake først."
    ),
    "arrival_not_recorded": _l(
        "Vi vet ikke når vedtaket kom fram, så klagefristen har ikke begynt å løpe%(law)s."
        " Registrer når mottakeren fikk brevet."
    ),
    "request_not_sent": _l(
        "Brevet med spørsmålet er ikke registrert som sendt, så fristen har ikke begynt å løpe%(law)s."
        " Registrer utsendingen først."
    ),
    "no_statement_asked": _l("Ingen er bedt om å uttale seg i saken ennå%(law)s. Innhent uttalelser først."),
    "hours_outside_law": _l("Tidene ligger utenfor det loven tillater%(law)s. Rett tidene."),
    "wrong_state": _l(
        "Dette kan ikke gjøres slik saken står nå. Last saken på nytt og se hva som kan gjøres."
    ),
}
