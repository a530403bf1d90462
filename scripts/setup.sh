#!/usr/bin/env bash
# Set-up on Linux and macOS. Asks for nothing, and may be run as often as one likes.
#
#   scripts/setup.sh run       .venv with what the dashboard runs on
#   scripts/setup.sh dev       the same, and what tests and checks need
#   scripts/setup.sh tools     a Chromium and a Chinese font for tests/e2e, LibreOffice for layouts; never fails
#
# It looks for a Python and, on Debian and Ubuntu, for the system packages; the rest is in scripts/install.py.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

VENV_PYTHON=.venv/bin/python

say() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$@" >&2; }

# --- System packages ------------------------------------------------------------------------------------------------

# How to become root without being asked for a password: sets AS_ROOT, or returns 1 where there is no way.
can_be_root() {
    if [ "$(id -u)" -eq 0 ]; then
        AS_ROOT=()
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        AS_ROOT=(sudo -n)
    else
        return 1
    fi
}

# Install Debian packages; 1 where this is no Debian, we may not, or it did not work.
install_packages() {
    command -v apt-get >/dev/null && can_be_root || return 1
    say "用 apt-get 安装系统软件包：$*"
    local apt=("${AS_ROOT[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120)
    # A list that cannot be renewed may still be good enough.
    "${apt[@]}" update </dev/null || true
    "${apt[@]}" install --yes --no-install-recommends "$@" </dev/null >/dev/null
}

# --- Python ---------------------------------------------------------------------------------------------------------

# Whether a command is a Python of a version we run on. A pyenv shim exists but may not start: so it is started.
is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Whether it can make a virtual environment. Debian leaves this to a package of its own.
can_make_venv() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

# Every Python on this machine that is new enough, best first; one named in PYTHON goes before all.
list_pythons() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3 python; do
        if is_new_enough "$candidate"; then
            printf '%s\n' "$candidate"
        fi
    done
}

# Set PYTHON to an interpreter that scripts/install.py can work with, or end with what to do.
find_python() {
    local pythons=() candidate package
    if is_new_enough "$VENV_PYTHON" && "$VENV_PYTHON" -c 'import pip' 2>/dev/null; then
        PYTHON=$VENV_PYTHON
        return
    fi
    mapfile -t pythons < <(list_pythons)
    if [ "${#pythons[@]}" -eq 0 ]; then
        complain "没有找到 Python 3.11 或更新的版本，看板无法安装。" \
            "请先安装：Debian 12 以上、Ubuntu 24.04 以上执行  sudo apt-get install -y python3 python3-venv" \
            "已经装在别处的，这样指定：  make PYTHON=/路径/python3.12 run"
        exit 1
    fi
    for candidate in "${pythons[@]}"; do
        if can_make_venv "$candidate"; then
            PYTHON=$candidate
            return
        fi
    done

    PYTHON=${pythons[0]}
    package=$("$PYTHON" -c 'import sys; print("python{}.{}-venv".format(*sys.version_info))')
    say "$PYTHON 缺少建立环境的组件 ${package}。"
    if ! install_packages "$package" || ! can_make_venv "$PYTHON"; then
        complain "未能自动安装。请执行下面这一条命令，然后再运行一次：" "    sudo apt-get install -y $package"
        exit 1
    fi
}

set_up_python() {
    find_python
    exec "$PYTHON" scripts/install.py "$1"
}

# --- Browser for the tests ------------------------------------------------------------------------------------------

# Every command that may be a Chromium: one named in EDUBOARD_CHROMIUM, the system's, one that Playwright brought.
list_browsers() {
    printf '%s\n' ${EDUBOARD_CHROMIUM:+"$EDUBOARD_CHROMIUM"} chromium chromium-browser google-chrome
    "$VENV_PYTHON" 2>/dev/null <<'PYTHON' || true
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
PYTHON
}

# Whether one of them starts. Ubuntu's chromium-browser is only a pointer to a snap: so it is started.
has_browser() {
    local candidate
    while read -r candidate; do
        if "$candidate" --version </dev/null >/dev/null 2>&1; then
            return 0
        fi
    done < <(list_browsers)
    return 1
}

# Whether Playwright itself starts: it brings a Node.js of its own, which needs a library that a small Debian lacks.
has_driver() {
    "$VENV_PYTHON" -m playwright --version >/dev/null 2>&1
}

has_chinese_font() {
    command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]
}

set_up_browser() {
    if ! has_driver; then
        say "浏览器测试的驱动程序 Playwright 缺少系统库。"
        install_packages libatomic1 || true
    fi
    if ! has_browser; then
        say "浏览器测试需要 Chromium。"
        install_packages chromium || true
    fi
    if ! has_browser; then
        say "没有装上系统的 Chromium，改由 Playwright 下载…"
        timeout 300 "$VENV_PYTHON" -m playwright install chromium </dev/null || true
    fi
    if ! has_chinese_font; then
        say "浏览器测试的截图需要中文字体。"
        install_packages fontconfig fonts-noto-cjk || true
    fi

    if has_driver && has_browser && has_chinese_font; then
        say "浏览器测试所需的 Chromium 和中文字体已就绪。"
    else
        complain "未能装好浏览器测试所需的软件，tests/e2e 将跳过，其余测试照常。要运行它，请执行：" \
            "    sudo apt-get install -y libatomic1 chromium fontconfig fonts-noto-cjk" \
            "或者用 EDUBOARD_CHROMIUM=/路径/chrome 指定已有的浏览器。"
    fi
}

# --- Office for the tests -------------------------------------------------------------------------------------------

# Whether LibreOffice can lay papers, slides and workbooks out. Without its components it starts, opens nothing and
# reports no error.
has_office() {
    command -v soffice >/dev/null && ls /usr/lib/libreoffice/program/lib{sw,sd,sc}lo.so >/dev/null 2>&1
}

set_up_office() {
    if ! has_office; then
        say "版面测试需要 LibreOffice Writer、Impress 和 Calc。"
        install_packages libreoffice-writer-nogui libreoffice-impress-nogui libreoffice-calc-nogui || true
    fi
    if ! has_office; then
        complain "未能装好 LibreOffice Writer、Impress 和 Calc，文档、幻灯片和工作簿的版面测试将跳过，其余测试照常。要运行它，请执行：" \
            "    sudo apt-get install -y libreoffice-writer-nogui libreoffice-impress-nogui libreoffice-calc-nogui"
    fi
}

# --- Which ----------------------------------------------------------------------------------------------------------

case "${1:-}" in
    run | dev) set_up_python "$1" ;;
    tools) set_up_browser && set_up_office ;;
    *)
        complain "用法：scripts/setup.sh run|dev|tools"
        exit 2
        ;;
esac
