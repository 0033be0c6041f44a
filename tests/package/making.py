"""Calling make in a clean environment, for the tests of what is installed."""
import os
import subprocess


def make(*arguments, folder, before=()):
    """The run; `before`: a command put in front."""
    env = {name: value for name, value in os.environ.items()
           if not name.startswith(("MAKE", "MFLAGS", "JUTEN_")) and name not in ("DESTDIR", "PREFIX")}
    return subprocess.run([*before, "make", *arguments], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, text=True)
