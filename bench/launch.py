"""Runs one command to its end and says what the whole process took; a program of its own, and a small one.

    python -I -S launch.py COMPLAINTS COMMAND [ARGUMENT ...]

Linux counts the memory of whoever starts a process into the peak of the process started. So the benchmark,
which is large, starts this, which imports next to nothing, and this starts the command. It prints one line:
exit code, user and system seconds, seconds on the clock, peak memory in kilobytes. The command's standard
output goes nowhere, its standard error into the file COMPLAINTS.
"""

import os
import sys
import time


def main() -> None:
    complaints, *command = sys.argv[1:]
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, complaints, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    ]
    began = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    took = time.perf_counter() - began
    # macOS counts the peak in bytes, everybody else in kilobytes.
    peak = usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
    print(os.waitstatus_to_exitcode(status), usage.ru_utime, usage.ru_stime, took, peak)


if __name__ == "__main__":
    main()
