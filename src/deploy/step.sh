#!/usr/bin/env bash
# step.sh <what> <command…>: runs one step of a build, says which, and how long it has taken; what it prints is shown where it fails.
set -u
what=$1
shift
said=$(mktemp)
began=$SECONDS
"$@" >"$said" 2>&1 </dev/null &
running=$!
trap 'kill "$running" 2>/dev/null; rm -f "$said"; exit 130' INT TERM
[ -t 1 ] || printf '%s …\n' "$what"
while kill -0 "$running" 2>/dev/null; do
  [ -t 1 ] && printf '\r%s … %d s' "$what" $((SECONDS - began))
  sleep 0.2
done
wait "$running"
status=$?
[ -t 1 ] && printf '\r'
if [ "$status" -eq 0 ]; then
  printf '%s: %d s\n' "$what" $((SECONDS - began))
else
  cat "$said" >&2
  printf '%s failed after %d s; the reason is above\n' "$what" $((SECONDS - began)) >&2
fi
rm -f "$said"
exit "$status"
