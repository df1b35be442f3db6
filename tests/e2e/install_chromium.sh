#!/bin/sh
# Make a Chromium available for the browser tests. Never fails: without one those tests skip and say why.
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
echo "browser tests: no Chromium found, trying to install one"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  { apt-get update -qq && apt-get install -y -qq chromium; } >/dev/null 2>&1
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null && command -v apt-get >/dev/null 2>&1; then
  { sudo -n apt-get update -qq && sudo -n apt-get install -y -qq chromium; } >/dev/null 2>&1
else
  "$1" -m playwright install chromium >/dev/null 2>&1
fi || echo "browser tests: could not install Chromium; they will be skipped"
exit 0
