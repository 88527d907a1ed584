"""What a policy in a file says of hours, on the command line."""

from datetime import date
from pathlib import Path

import pytest

from app.policy.library import FOLDER
from tests.app.cli.asking import Ask

ON = date(2026, 11, 23)
GJOVIK, BERGEN, OSLO, SULDAL = (
    f"{FOLDER}/{code}.yaml" for code in ("gjovik", "bergen", "oslo-2006", "suldal")
)
ROROS, TONSBERG = f"{FOLDER}/roros-holtalen.yaml", f"{FOLDER}/tonsberg.yaml"


def written(tmp_path: Path, text: str, name: str = "fil.yaml") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


class TestHours:
    @pytest.mark.parametrize(
        ("asked", "local", "in_force", "clipped", "rules"),
        [
            pytest.param(
                f"--group 3 --on 2026-11-21 --policy {GJOVIK}",
                ["08:00", "26:00"],
                ["13:00", "26:00"],
                True,
                ["G-02"],
                id="a local rule outside the law is cut",
            ),
            pytest.param(
                f"--group 1 --on 2026-11-21 --policy {ROROS}",
                ["08:00", "26:00"],
                ["08:00", "26:00"],
                False,
                ["R-3.1-inne", "R-3.2"],
                id="a Saturday in Røros",
            ),
            pytest.param(
                f"--group 1 --on 2026-11-21 --policy {ROROS} --municipality 5026",
                ["08:00", "25:00"],
                ["08:00", "25:00"],
                False,
                ["R-3.1-inne"],
                id="a Saturday in Holtålen",
            ),
            pytest.param(
                f"--group 3 --on 2026-07-04 --policy {TONSBERG}",
                ["13:00", "27:00"],
                ["13:00", "27:00"],
                False,
                ["T-04"],
                id="the summer",
            ),
            pytest.param(
                f"--group 1 --on 2017-05-15 --policy {OSLO} --zone boligområde --area outdoor",
                ["06:00", "22:00"],
                ["06:00", "22:00"],
                False,
                ["O-05"],
                id="a zone and an area",
            ),
            pytest.param(
                f"--group 1 --on 2026-11-21 --policy {FOLDER}/stavanger.yaml --category nightclub",
                ["20:00", "27:00"],
                ["20:00", "27:00"],
                False,
                ["S-04", "S-04-stenger"],
                id="a category",
            ),
            pytest.param(
                f"--group 1 --on 2026-11-21 --policy {BERGEN} --flag sene-ansatte-kurset",
                ["06:00", "27:00"],
                ["06:00", "27:00"],
                False,
                ["B-06", "B-02"],
                id="a flag is a yes",
            ),
            pytest.param(
                f"--group 1 --on 2029-01-06 --policy {BERGEN}",
                None,
                ["08:00", "25:00"],
                False,
                [],
                id="a day that the policy does not cover",
            ),
        ],
    )
    def test_local_hours(
        self,
        ask: Ask,
        asked: str,
        local: list[str] | None,
        in_force: list[str],
        clipped: bool,
        rules: list[str],
    ) -> None:
        said = ask(f"hours --kind serving {asked} --json")
        assert (said.status, said.err) == (0, "")
        assert list(said.facts) == ["normal", "limit", "local", "in_force", "clipped", "rules", "law", "ask"]
        assert (said.facts["local"], said.facts["in_force"]) == (local, in_force)
        assert said.facts["clipped"] is clipped
        assert set(rules) == set(said.facts["rules"])

    def test_what_the_hours_hang_on_is_asked(self, ask: Ask) -> None:
        said = ask(
            f"hours --kind serving --group 1 --area outdoor --on 2026-11-21 --policy {BERGEN} --json"
        ).facts
        assert said["local"] == ["06:00", "25:00"]
        assert "Hvilken sone ligger stedet i?" in said["ask"]

    def test_who_stays_the_night_is_not_bound_by_local_hours(self, ask: Ask) -> None:
        line = (
            f"hours --kind serving --group %s --on 2026-11-21 --policy {GJOVIK} --flag overnight_guest --json"
        )
        beer, spirits_too = ask(line % 1).facts, ask(line % 3).facts
        assert (beer["local"], beer["in_force"]) == (["08:00", "26:00"], ["06:00", "30:00"])
        assert spirits_too["in_force"] == ["13:00", "26:00"]

    def test_sale_on_christmas_eve_ends_when_the_policy_says(self, ask: Ask) -> None:
        said = ask(f"hours --kind sale --group 1 --on 2026-12-24 --policy {GJOVIK} --json").facts
        assert (said["local"], said["in_force"], said["rules"]) == (
            ["08:00", "16:00"],
            ["08:00", "16:00"],
            ["G-03"],
        )

    def test_words_for_people(self, ask: Ask) -> None:
        out = ask(f"hours --kind serving --group 3 --on 2026-11-21 --policy {GJOVIK}").out
        assert "Kommunens regel (G-02): 08.00–02.00" in out
        assert "Gjelder: 13.00–02.00" in out

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            pytest.param("--zone månen", "Retningslinjene har ingen sone «månen».", id="no such zone"),
            pytest.param("--flag pizza", "Vi kjenner ikke «pizza».", id="no such flag"),
            pytest.param("--flag aldersgrense=gammel", "«gammel» passer ikke", id="a flag that is no number"),
            pytest.param("--category slott", "Velg mellom eating_place", id="no such category"),
            pytest.param("--area tak", "Velg mellom indoor, outdoor", id="no such area"),
            pytest.param("--municipality 0301", "gjelder ikke kommune 0301", id="another municipality"),
        ],
    )
    def test_what_cannot_be_answered(self, ask: Ask, more: str, said: str) -> None:
        answer = ask(f"hours --kind serving --group 1 --on 2026-11-21 --policy {BERGEN} {more}")
        assert (answer.status, answer.out) == (2, "")
        assert said in answer.err
