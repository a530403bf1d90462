"""Make .venv and install the pinned packages into it; do nothing where that is done already.

    python scripts/install.py run|dev

Called by scripts/setup.sh (Linux, macOS) and start.bat (Windows), so that both install alike. Needs the
standard library only, and is written so that an old Python, too, can read it and say that it is too old.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# What each group is made of. A larger group holds the smaller ones: who has "dev" has "run".
GROUPS = {
    "run": ["requirements.txt", "constraints.txt"],
    "dev": ["requirements-dev.txt", "requirements.txt", "constraints.txt"],
}
NAMES = {"run": "运行所需的软件包", "dev": "测试和开发所需的软件包"}

PIP_FAILED = """
安装没有完成，原因见上面 pip 的原文。看板还不能启动；改好后再运行一次即可，已经下载的不会重来。

  · 连不上软件源：换用本单位或附近的镜像，设环境变量 PIP_INDEX_URL=<镜像地址> 后再运行；
    需要代理时设 HTTPS_PROXY=<代理地址>。
  · 完全不能上网：在一台能上网、系统与 Python 版本相同的电脑上运行
        python -m pip download -r {requirements} -d wheels
    把 wheels 文件夹拷到这里，设 PIP_NO_INDEX=1 和 PIP_FIND_LINKS=wheels 后再运行。
  · 提示空间不足（No space left）：约需 1 GB，用 df -h 查看。
  · 提示没有合适的版本（No matching distribution）：镜像可能还没有同步到这个版本，换一个镜像；
    或者 Python 版本太新，改用 Python 3.11—3.13。
"""


def is_usable(python: Path) -> bool:
    """Return whether a virtual environment's Python starts, is new enough and has pip."""
    probe = "import pip, sys; sys.exit(sys.version_info < " + repr(OLDEST_PYTHON) + ")"
    try:
        answer = subprocess.run([str(python), "-c", probe], stderr=subprocess.DEVNULL, check=False)
    except OSError:
        return False
    return answer.returncode == 0


def make_environment() -> None:
    """Make .venv afresh, in place of one that does not work."""
    if VENV.exists():
        print("已有的 .venv 不能用（Python 升级过，或文件夹从别处拷来），重新建立。", flush=True)
        shutil.rmtree(VENV)
    print("建立 Python 环境 .venv（Python " + sys.version.split()[0] + "）…", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
    if made.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit("建立 Python 环境失败，原因见上。请检查这个文件夹能否写入、磁盘是否已满。")


def fingerprint(group: str) -> str:
    """Return what the group's requirement files say, as one short text that changes when they do."""
    digest = hashlib.sha256()
    for name in GROUPS[group]:
        digest.update((ROOT / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def stamp(group: str) -> Path:
    """Return the file that remembers the fingerprint of what was last installed."""
    return VENV / ("installed-" + group + ".txt")


def is_installed(group: str) -> bool:
    """Return whether the group was installed from the requirement files as they are now."""
    return stamp(group).is_file() and stamp(group).read_text(encoding="ascii") == fingerprint(group)


def install(group: str) -> None:
    """Install the group's packages, or end the program with what can be done about it."""
    requirements = GROUPS[group][0]
    print("安装" + NAMES[group] + "（" + requirements + "），第一次约需几分钟…", flush=True)
    command = [str(VENV_PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    done = subprocess.run([*command, *quiet, "-r", requirements], cwd=str(ROOT), check=False)
    if done.returncode != 0:
        print(PIP_FAILED.format(requirements=requirements), file=sys.stderr)
        sys.exit(1)
    for held, files in GROUPS.items():
        if set(files) <= set(GROUPS[group]):
            stamp(held).write_text(fingerprint(held), encoding="ascii")


def main() -> None:
    """Bring .venv up to what the group asks for."""
    if len(sys.argv) != 2 or sys.argv[1] not in GROUPS:
        sys.exit("用法：python scripts/install.py " + "|".join(GROUPS))
    group = sys.argv[1]
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("需要 Python 3.11 或更新的版本，这里是 " + sys.version.split()[0] + "。")
    if not is_usable(VENV_PYTHON):
        make_environment()
    if is_installed(group):
        print(NAMES[group] + "已就绪。", flush=True)
    else:
        install(group)
        print(NAMES[group] + "安装完成。", flush=True)


if __name__ == "__main__":
    main()
