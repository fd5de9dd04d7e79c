@echo off
rem Open DPIA Wizard, after setting up whatever is missing.
rem
rem   run             opens the wizard
rem   run test ...    runs every check; further words go to pytest
rem   run ...         anything else goes to the program, for example: run verify report.pdf
rem
rem Without a network: set DPIA_WIZARD_WHEELS to a folder that holds the packages.
setlocal
set "root=%~dp0"
set "venv=%root%.venv"
set "python=%venv%\Scripts\python.exe"
set "lock=requirements.lock"
if /i "%~1"=="test" set "lock=requirements-dev.lock"

if not exist "%python%" goto set_up
if exist "%venv%\unfinished" goto set_up
fc /b "%root%%lock%" "%venv%\set-up\%lock%" >nul 2>&1
if errorlevel 1 goto set_up

:start
if /i "%~1"=="test" goto test
set "DPIA_WIZARD_CALLED=%~nx0"
"%python%" -I -X utf8 -m dpia_wizard %*
exit /b %errorlevel%

:test
cd /d "%root%"
if not defined QT_QPA_PLATFORM set "QT_QPA_PLATFORM=offscreen"
"%python%" -X utf8 -m pytest -n auto --maxprocesses 4 --dist loadfile %2 %3 %4 %5 %6 %7 %8 %9
exit /b %errorlevel%

:set_up
echo Setting up DPIA Wizard; this is done once and takes a minute or a few.
if exist "%venv%\unfinished" rmdir /s /q "%venv%"
if exist "%python%" "%python%" -c "" >nul 2>&1 || rmdir /s /q "%venv%"
if not exist "%venv%" mkdir "%venv%"
if not exist "%venv%" goto cannot_write
type nul >"%venv%\unfinished"
if not exist "%venv%\unfinished" goto cannot_write
if exist "%python%" goto packages

set "base="
for %%c in ("py -3" "python" "python3") do if not defined base (
    %%~c -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && set "base=%%~c"
)
if not defined base (
    echo DPIA Wizard needs Python 3.11 or later: install it, then start again. 1>&2
    exit /b 1
)
%base% -m venv "%venv%"
if errorlevel 1 exit /b 1

:packages
set "from="
if defined DPIA_WIZARD_WHEELS set from=--no-index --find-links "%DPIA_WIZARD_WHEELS%"
"%python%" -m pip install --require-hashes --no-deps --only-binary :all: --no-input --disable-pip-version-check --no-warn-script-location -r "%root%%lock%" %from%
if errorlevel 1 (
    echo The Python packages could not be installed, as said above: connect to the internet, or set DPIA_WIZARD_WHEELS to a folder that holds them, then start again. 1>&2
    exit /b 1
)
echo ..\..\..>"%venv%\Lib\site-packages\dpia_wizard.pth"
if not exist "%venv%\set-up" mkdir "%venv%\set-up"
copy /y "%root%requirements.lock" "%venv%\set-up\requirements.lock" >nul
copy /y "%root%%lock%" "%venv%\set-up\%lock%" >nul
del "%venv%\unfinished"
goto start

:cannot_write
echo %root% cannot be written: copy the folder to your own disk and start there. 1>&2
exit /b 1
