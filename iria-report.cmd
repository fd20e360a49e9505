@echo off
rem Runs iria-report on Windows inside WSL (the Windows Subsystem for Linux), where the launcher sets everything up.
rem Written for Windows 10 and 11; not yet run on one. Paths in the arguments are relative or as WSL sees them (/mnt/c/...).
setlocal
where wsl.exe >nul 2>nul
if errorlevel 1 goto :no_wsl
wsl.exe --status >nul 2>nul
if errorlevel 1 goto :no_wsl
wsl.exe --cd "%~dp0." sh ./iria-report %*
exit /b %errorlevel%

:no_wsl
echo iria-report: this program runs in WSL, the Windows Subsystem for Linux, and WSL is not installed here. 1>&2
echo iria-report: next: run "wsl --install" as an administrator, restart Windows, then run this again. 1>&2
exit /b 4
