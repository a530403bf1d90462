@echo off
rem On Windows, what "make run" does elsewhere: double-click it.
rem Finds Python 3.11 or newer, makes .venv, installs requirements.txt (scripts\install.py), starts the dashboard.
rem What runs is ASCII; Chinese stands in "echo" only, after chcp 65001. Keep the CRLF line ends.
setlocal
chcp 65001 >nul
title eduboard
pushd "%~dp0"
set "PYTHONUTF8=1"
rem Asking the launcher for a version that is not there must not download it.
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"

set "NEW_ENOUGH=import sys; sys.exit(sys.version_info < (3, 11))"
set "PYTHON_FOUND="
call :try py -3.13
call :try py -3.12
call :try py -3.11
call :try py -3
call :try python
if not defined PYTHON_FOUND goto no_python

call %PYTHON_FOUND% scripts\install.py run
if errorlevel 1 goto failed

echo 启动看板：浏览器打开 http://127.0.0.1:8501 ，按 Ctrl+C 停止。
.venv\Scripts\python.exe -m eduboard serve
if errorlevel 1 goto failed
popd
exit /b 0

rem Remember the first command that is a Python we run on. "call", because a python on the PATH may be a batch file.
:try
if defined PYTHON_FOUND exit /b 0
call %* -c "%NEW_ENOUGH%" >nul 2>nul
if not errorlevel 1 set "PYTHON_FOUND=%*"
exit /b 0

:no_python
echo 没有找到 Python 3.11 或更新的版本，看板无法启动。
echo 请安装 Python 3.11—3.13（64 位，安装时勾选 Add python.exe to PATH），再双击本文件。

:failed
echo.
echo 看板没有在运行，原因见上。
pause
popd
exit /b 1
