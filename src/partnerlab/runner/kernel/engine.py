"""The papermill engine ``partnerlab``: ``papermill --engine partnerlab in.ipynb out.ipynb`` runs on it.

Papermill loads it while it is itself being imported, so that nothing of papermill's may be imported here at once.
"""

from __future__ import annotations

from typing import Any

from click import ClickException
from jupyter_client.kernelspec import get_kernel_spec

from partnerlab.errors import Fault, InputError
from partnerlab.page.render.notebook_file import find_flaw
from partnerlab.runner.kernel.process import OWN_KERNEL
from partnerlab.runner.notebook import foreign_language, locate_half


class RefusedError(InputError, ClickException):
    """A notebook that does not run; papermill's command prints it as a line, without a traceback."""

    def __init__(self, message: str) -> None:
        super().__init__([Fault("", 0, message)])


class LanguageError(RefusedError):
    """A notebook or a kernel that is not Python."""

    def __init__(self, what: str, language: str) -> None:
        way = "leave out the engine `partnerlab` to run it"
        super().__init__(f"{what} is written in {language}; notebooks here run on Python; {way}")


class Engine:
    """What papermill asks of an engine."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Run a notebook on the kernel that `nb_kernel_name` gave, and return it.

        Returns
        -------
        NotebookNode
            The notebook that has run.
        """
        from partnerlab.runner.kernel.client import ManagedEngine  # noqa: PLC0415 - see above

        return ManagedEngine.execute_notebook(nb, kernel_name, **kwargs)

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> str:
        """The kernel that a notebook runs on: that of the interpreter that runs us, unless papermill is told another.

        Parameters
        ----------
        nb
            The notebook. What it names itself is often known on its author's machine alone.
        name
            As papermill was told (``-k``); None for none.

        Raises
        ------
        RefusedError
            The notebook, or the kernel that was named, is not Python; or it holds what cannot be read or written again.
        NoSuchKernel
            There is no kernel of that name.
        """
        if flaw := find_flaw(nb, lacking=False):
            raise RefusedError(f"the notebook has a fault ({flaw}); open it in JupyterLab and save it again")
        if half := locate_half(nb):
            raise RefusedError(f"the notebook: {half}, which no file can hold; delete it, or type it again")
        if name and name != OWN_KERNEL:
            language = foreign_language({"kernelspec": {"language": get_kernel_spec(name).language}})
            if language:
                raise LanguageError(f"kernel {name}", language)
            return name
        if not name and (language := foreign_language(nb.metadata)):
            raise LanguageError("the notebook", language)
        return OWN_KERNEL

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> str:  # noqa: ARG003 - the signature is papermill's
        """The language of every notebook."""
        return "python"
