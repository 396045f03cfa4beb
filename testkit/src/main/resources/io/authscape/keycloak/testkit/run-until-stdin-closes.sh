#!/usr/bin/env bash
# Runs a command and ends it, with everything that it started, when standard input closes.
# The test JVM holds the other end: the kernel closes it even when that JVM is killed with SIGKILL.
set -m # a process group of its own for each background job, so that one signal reaches kc.sh and its java

"$@" </dev/null &
server=$!

end_server() {
  kill -TERM -- "-$server" 2>/dev/null
  for _ in {1..100}; do
    kill -0 -- "-$server" 2>/dev/null || return
    sleep 0.2
  done
  kill -KILL -- "-$server" 2>/dev/null
}

{ cat >/dev/null; end_server; } <&0 &
watcher=$!

wait "$server"
status=$?
kill -TERM -- "-$watcher" 2>/dev/null
exit "$status"
