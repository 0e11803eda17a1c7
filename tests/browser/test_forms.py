"""A partner opens the form from an e-mail, answers with the keyboard, saves, and the answers arrive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from answered import SAMPLE, copied_hub
from partnerlab.cli import main
from partnerlab.page.audit.accessibility import find_violations
from partnerlab.page.audit.browser import open_page
from partnerlab.partnership import edit_partnership

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test of this kind run on one day, whatever the clock says."""
    monkeypatch.setattr("partnerlab.partnership.reading.today", lambda: date(2030, 1, 1))


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A partnership with forms for two of its partners."""
    hub = copied_hub(tmp_path)
    words = ["form", str(hub), "-o", str(tmp_path / "forms"), "--partner", "NIFRS", "--partner", "PSNI"]
    assert CliRunner().invoke(main, words).exit_code == 0
    return hub


@pytest.fixture
def opened(browser: Any, hub: Path) -> Iterator[Any]:
    """The form of the fire service, without a network; anything it says on the console fails the test."""
    page = open_page(browser, hub.parent / "forms" / f"{SAMPLE}-NIFRS.html")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.reload()
    yield page
    assert said == []
    page.context.close()


def save_by_keyboard(page: Any, folder: Path) -> Path:
    page.locator("#save").focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def test_two_partners_answer_by_keyboard_and_their_answers_arrive(browser: Any, hub: Path, tmp_path: Path):
    saved = []
    for partner, on in (("NIFRS", "11302026"), ("PSNI", "12012026")):
        page = open_page(browser, hub.parent / "forms" / f"{SAMPLE}-{partner}.html", locale="en-US")
        page.locator("#on").focus()
        page.keyboard.type(on)
        page.locator("[name=checklist_10]").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("register of November")
        page.locator("#risk_R5_likelihood").focus()
        page.keyboard.type("5")
        page.keyboard.press("Tab")
        page.keyboard.type("2")
        saved.append((partner, save_by_keyboard(page, tmp_path)))
        assert "Send the file back" in page.inner_text("#said")
        page.context.close()
    assert [path.name for _, path in saved] == [
        f"{SAMPLE}-NIFRS-2026-11-30.answers.json", f"{SAMPLE}-PSNI-2026-12-01.answers.json",
    ]  # fmt: skip
    words = ["collect", *(str(path) for _, path in saved), "--into", str(hub), "--write"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    edit = edit_partnership(hub)
    for (partner, _), on in zip(saved, ("2026-11-30", "2026-12-01"), strict=True):
        row = {"on": on, "by": partner, "item": 10, "answer": "partly", "evidence": "register of November"}
        assert row in edit.rows("checklist")
        rating = {"risk": "R5", "by": partner, "on": on, "kind": "residual", "likelihood": 5, "impact": 2}
        assert rating in edit.rows("ratings")


def test_the_count_of_required_questions_follows_the_answers(opened: Any):
    before = int(opened.inner_text(".pf-contents .pf-count").split()[0])
    assert opened.locator("#risk_R1_impact").input_value() == ""
    opened.locator("#risk_R1_impact").select_option("3")
    assert opened.inner_text(".pf-contents .pf-count") == f"{before + 1} of 33 required questions answered"


def test_the_text_is_the_file_and_leads_to_what_is_open(opened: Any, hub: Path, tmp_path: Path):
    opened.locator("#copy").press("Enter")
    opened.locator("#said:not(:empty)").wait_for(state="attached")
    assert "required questions are still open" in opened.inner_text("#said")
    (tmp_path / "mail.txt").write_text(opened.locator("#text").input_value(), encoding="utf-8")
    result = CliRunner().invoke(main, ["collect", str(tmp_path / "mail.txt"), "--into", str(hub)])
    assert "(NIFRS): mail.txt" in result.output
    opened.locator("#next-open").press("Enter")
    assert opened.evaluate("document.activeElement.name") == "risk_R1_likelihood"


def test_nothing_is_kept_in_the_browser(opened: Any):
    opened.locator("#risk_R1_impact").select_option("3")
    assert opened.evaluate("document.cookie") == ""
    assert opened.evaluate("localStorage.length + sessionStorage.length") == 0
    assert opened.evaluate("performance.getEntriesByType('resource').length") == 0


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}])
def test_a_form_keeps_the_rules_of_accessibility(browser: Any, hub: Path, look: dict[str, Any]):
    page = open_page(browser, hub.parent / "forms" / f"{SAMPLE}-PSNI.html", **look)
    assert find_violations(page) == ()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()


def read_again(page: Any, *files: Any) -> str:
    """What the form says once it has looked at a file that was chosen."""
    page.evaluate("document.getElementById('again-said').textContent = ''")
    page.locator("#again").set_input_files(*files)
    page.locator("#again-said:not(:empty)").wait_for(state="attached")
    return str(page.inner_text("#again-said"))


def answers_of(page: Any) -> Any:
    return page.evaluate("readAnswers()")


def test_a_saved_file_is_opened_again_and_gone_on_with(browser: Any, hub: Path, opened: Any, tmp_path: Path):
    opened.locator("#on").fill("2026-11-30")
    opened.locator('[name=checklist_10][value="not in place"]').check()
    opened.locator("#checklist_10_evidence").fill("first line\nsecond, with “quotes” > and \\ marks")
    opened.locator("#risk_R1_impact").select_option("3")
    saved, before = save_by_keyboard(opened, tmp_path), answers_of(opened)
    page = open_page(browser, hub.parent / "forms" / f"{SAMPLE}-NIFRS.html")
    page.locator("#risk_R1_likelihood").focus()  # another answer than the file has, and not saved
    page.keyboard.type("2")
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    told = read_again(page, str(saved))
    assert said == ["Answers on this page that you have not saved will be replaced. Go on?"]
    assert told.startswith(f"{len(before)} answers of 2026-11-30 taken from {saved.name}. ")
    assert answers_of(page) == before
    assert page.inner_text(".pf-contents .pf-count").startswith(f"{33 - int(told.split('. ')[1].split()[0])} of 33")
    page.locator("#risk_R1_likelihood").select_option("4")
    again = save_by_keyboard(page, tmp_path / "again")
    assert again.name == saved.name
    page.context.close()
    result = CliRunner().invoke(main, ["collect", str(again), "--into", str(hub), "--write"])
    assert result.exit_code == 0, result.output
    rating = {"risk": "R1", "by": "NIFRS", "on": "2026-11-30", "kind": "residual", "likelihood": 4, "impact": 3}
    assert rating in edit_partnership(hub).rows("ratings")


def test_a_saved_file_may_be_dropped_or_come_back_as_quoted_mail(opened: Any, tmp_path: Path):
    opened.locator("#risk_R1_impact").select_option("3")
    saved, before = save_by_keyboard(opened, tmp_path), answers_of(opened)
    opened.locator("#risk_R1_impact").select_option("4")
    quoted = "Dear all,\n" + "".join(f"> {line}\n" for line in saved.read_text("utf-8").splitlines())
    opened.once("dialog", lambda dialog: dialog.accept())
    opened.evaluate(
        """(text) => {
            const held = new DataTransfer();
            held.items.add(new File([text], "mail.txt", { type: "text/plain" }));
            document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true }));
        }""",
        quoted,
    )
    opened.locator("#again-said:not(:empty)").wait_for(state="attached")
    assert "taken from mail.txt" in opened.inner_text("#again-said")
    assert answers_of(opened) == before


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Dear all", "it holds no answers of this form"),
        ("", "it holds no answers of this form"),
        ("{}", "it holds no answers of this form"),
        ('{"partnerlab": "answers 1", "partnership": "other", "partner": "NIFRS"}', "are about another partnership"),
        (f'{{"partnerlab": "answers 1", "partnership": "{SAMPLE}", "partner": "PSNI"}}', "are those of PSNI"),
    ],
)
def test_a_wrong_file_changes_nothing(opened: Any, text: str, why: str):
    opened.locator("#risk_R1_impact").select_option("3")
    opened.once("dialog", lambda dialog: dialog.accept())
    before = answers_of(opened)
    told = read_again(opened, {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()})
    assert why in told
    assert told.endswith("Nothing was changed.")
    assert answers_of(opened) == before


def test_what_is_not_saved_is_kept_when_somebody_thinks_better_of_it(opened: Any):
    opened.locator("#risk_R1_impact").select_option("3")
    opened.once("dialog", lambda dialog: dialog.dismiss())
    assert (
        read_again(opened, {"name": "x.json", "mimeType": "application/json", "buffer": b"{}"})
        == "Nothing was changed."
    )
    assert answers_of(opened)["risk_R1_impact"] == "3"


def test_answers_of_an_older_form_that_fit_no_more_are_counted(opened: Any):
    text = (
        f'{{"partnerlab": "answers 1", "partnership": "{SAMPLE}", "partner": "NIFRS", "on": "2026-11-30", "answers": '
        '{"risk_R1_impact": "3", "risk_R1_likelihood": "99", "risk_R99_impact": "1", "checklist_1": "perhaps"}}'
    )
    told = read_again(opened, {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()})
    assert "1 answer of 2026-11-30 taken from x.json. 3 answers in it are no longer asked for" in told
    assert answers_of(opened) == {"risk_R1_impact": "3"}


def test_leaving_with_answers_that_are_not_saved_is_warned_of(opened: Any, tmp_path: Path):
    left = "!window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    assert not opened.evaluate(left)
    opened.locator("#risk_R1_impact").select_option("3")
    assert opened.evaluate(left)
    save_by_keyboard(opened, tmp_path)
    assert not opened.evaluate(left)


def test_the_file_is_chosen_with_the_keyboard_and_named_to_a_screen_reader(opened: Any):
    opened.on(
        "filechooser", lambda _: None
    )  # from here, so that the browser hands it over by the time the key is pressed
    opened.locator("#content").focus()
    opened.keyboard.press("Tab")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.id") == "again"
    with opened.expect_file_chooser():
        opened.keyboard.press("Space")
    named = opened.get_by_label("Go on from answers that you saved (optional)")
    assert named.get_attribute("aria-describedby") == "again-help"
    assert opened.locator("#again-said").get_attribute("role") == "status"
