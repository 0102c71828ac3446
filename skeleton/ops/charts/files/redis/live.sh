#!/bin/sh
# Alive is who answers, also with "wait, loading": a restart would only begin the loading anew.
. /scripts/lib.sh

answer=$(redis_here ping) || true
case $answer in
PONG | LOADING* | MASTERDOWN* | BUSY* | MISCONF*) ;;
# Passwords being rotated: whoever refuses one is alive
NOAUTH* | WRONGPASS* | *WRONGPASS*) ;;
*)
  printf 'PING was answered with: %s\n' "$answer"
  exit 1
  ;;
esac
