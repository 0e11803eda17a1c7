"""The one script that a page may hold, and only on request: Vega, and the few lines that upgrade figures with it."""

from __future__ import annotations

from functools import cache

from partnerlab.own_process import call_apart
from partnerlab.page.parts import read_text


@cache
def write_script() -> str:
    """Write the script of a page: the same text for the same version of vl-convert, some 900,000 bytes.

    It holds Vega, Vega-Lite, Vega's interpreter of expressions, which needs no ``unsafe-eval``, and ``live.js``.
    """
    # In a process of its own: what bundles writes its steps to the standard error, which a notebook shows in red.
    script = call_apart(_bundle, read_text("live.js"))
    return f'"use strict";(()=>{{{script}}})();'.replace("</script", "<\\/script")


def _bundle(script: str) -> str:
    # Drawing machines must not be started ahead of a fork; and most pages want no script.
    import vl_convert  # noqa: PLC0415 - as said

    bundled: str = vl_convert.javascript_bundle(script)
    return bundled
