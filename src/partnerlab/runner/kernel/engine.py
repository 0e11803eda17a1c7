"""The papermill engine ``partnerlab``: ``papermill --engine partnerlab in.ipynb out.ipynb`` runs on it.

Papermill loads it while it is itself being imported, so that nothing of papermill's may be imported here at once.
"""

from __future__ import annotations

from typing import Any


class Engine:
    """What papermill asks of an engine."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Run a notebook, and return it; the kernel's name is ignored: notebooks run on the interpreter that runs us.

        Returns
        -------
        NotebookNode
            The notebook that has run.
        """
        from partnerlab.runner.kernel.client import ManagedEngine  # noqa: PLC0415 - see above

        return ManagedEngine.execute_notebook(nb, kernel_name, **kwargs)

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> str:  # noqa: ARG003 - the signature is papermill's
        """The kernel that every notebook runs on, whatever it names: the one of the interpreter that runs us."""
        return "python3"

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> str:  # noqa: ARG003 - the signature is papermill's
        """The language of every notebook."""
        return "python"
