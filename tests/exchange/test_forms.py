from __future__ import annotations

import re

from partnerlab import read_partnership
from partnerlab.exchange.forms import file_of, write_form
from partnerlab.page.style import write_source
from partnerlab.partnership import Partnership

HUB = "parameters/riverside-support-hub.yaml"


def test_a_form_asks_for_nothing_and_runs_one_script_that_its_policy_names():
    form = write_form(read_partnership(HUB), "PSNI", library="1")
    (script,) = re.findall(r"<script>(.*?)</script>", form, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", form, re.DOTALL)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', form)
    policy = policy.replace("&#39;", "'")
    assert f"script-src {write_source(script)}" in policy
    assert f"style-src {write_source(style)}" in policy
    assert policy.startswith("default-src 'none'")
    assert not re.search(r"\b(?:src|href)=\"(?!#)", form)
    assert "localStorage" not in form


def test_a_form_is_filled_in_with_the_last_answers():
    form = write_form(read_partnership(HUB), "NIFRS", library="1")
    assert re.search(r'name="readiness_able" value="partly" checked', form)
    assert "shifts limit attendance" in form


def test_what_a_partnership_says_stays_text():
    evil = '</script><img src=x onerror="alert(1)">'
    hub = Partnership.model_validate(
        {
            "name": evil,
            "purpose": "Reach people",
            "marking": evil,
            "stage": [{"stage": "scoping"}],
            "partners": [{"id": "A'\"", "name": evil}, {"id": "B", "name": evil}],
            "risks": [{"id": evil, "title": evil}],
        }
    )
    form = write_form(hub, "B", library="1")
    assert "<img" not in form
    assert form.count("</script>") == 1


def test_the_file_of_a_form_has_a_name_that_every_system_takes():
    hub = read_partnership(HUB)
    assert file_of(hub, "PSNI") == "riverside-support-hub-PSNI"
    assert file_of(hub, "a/b: c") == "riverside-support-hub-a-b-c"
