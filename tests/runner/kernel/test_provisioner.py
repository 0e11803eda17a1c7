"""A person's kernel: forked from a warm process once that is ready, an ordinary one where nothing can be forked."""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
import time
from pathlib import Path

import pytest

from partnerlab.runner.kernel import provisioner
from partnerlab.runner.kernel.process import KERNEL_IMPORTS, PROVISIONER, ForkServerProcess
from partnerlab.runner.scratch import PrivateFolder
from workplaces import PATIENCE

COVERS = ("partnerlab.runner.kernel.interactive",)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks kernels")


def test_it_waits_until_the_fork_server_listens(tmp_path):
    address = str(tmp_path / "fork-server")
    listener = socket.socket(socket.AF_UNIX)

    def listen() -> None:
        time.sleep(0.1)
        listener.bind(address)
        listener.listen()

    thread = threading.Thread(target=listen)
    thread.start()
    assert asyncio.run(provisioner._is_ready(address))
    thread.join()
    listener.close()


def test_it_waits_no_longer_than_it_may_nor_for_one_whose_folder_is_gone(tmp_path, monkeypatch):
    monkeypatch.setattr(provisioner, "LONGEST_WAIT", 0.05)
    assert not asyncio.run(provisioner._is_ready(str(tmp_path / "fork-server")))
    assert not asyncio.run(provisioner._is_ready(str(tmp_path / "gone" / "fork-server")))


@pytest.mark.slow
@pytest.mark.parametrize("warm", [True, False])
def test_a_person_can_run_a_cell_in_it_and_interrupt_it(warm, monkeypatch):
    from jupyter_client.kernelspec import KernelSpec  # noqa: PLC0415 - as the server does it
    from jupyter_client.manager import AsyncKernelManager  # noqa: PLC0415 - as above

    monkeypatch.setattr(provisioner, "LONGEST_WAIT", 60.0 if warm else 0.05)
    private = PrivateFolder()
    ahead = [statement for statement in KERNEL_IMPORTS if "application" not in statement]
    imports = [*ahead, "import partnerlab.runner.kernel.interactive"]
    server = ForkServerProcess(private, imports) if warm else None
    config = {"address": str(private.path / "fork-server"), "target": "interactive"}
    metadata = {"kernel_provisioner": {"provisioner_name": PROVISIONER, "config": config}}
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    try:
        asyncio.run(_use(AsyncKernelManager, KernelSpec(argv=argv, metadata=metadata), private.path))
    finally:
        if server is not None:
            server.close()
        private.close()


async def _use(manager_class, spec, folder: Path) -> None:
    manager = manager_class(transport="ipc", connection_file=str(folder / "kernel.json"))
    manager._kernel_spec = spec
    began = folder / "began"
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=PATIENCE)
        reply = await client.execute_interactive("import os; x = os.getpid()", timeout=PATIENCE)
        assert reply["content"]["status"] == "ok"
        client.execute(f"import time; open({str(began)!r}, 'w').close(); time.sleep(600)")
        while not began.exists():
            await asyncio.sleep(0.05)
        await manager.interrupt_kernel()
        reply = await client.get_shell_msg(timeout=PATIENCE)
        assert reply["content"]["ename"] == "KeyboardInterrupt"
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
