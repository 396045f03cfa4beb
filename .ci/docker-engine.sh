#!/usr/bin/env bash
# A Docker engine of our own, and stand-ins of the images that docker/ is written for, on a machine that has no engine
# and can't pull images: all of it comes from Debian packages and Maven Central.
#
#   eval "$(.ci/docker-engine.sh start)"   starts what is missing; prints exports, and talks on stderr
#   .ci/docker-engine.sh stop              stops the engine, and with it what runs in it
#
# Where an engine answers already (docker info), nothing is started and nothing printed: that engine and the official images
# are used. Ours lives in ~/.cache/ci-docker (DOCKER_CI_ROOT names another folder), takes about a minute and 2 GB the first
# time, and needs root, apt-get and Debian. No packet filter is touched: containers see each other, nothing outside.
#
# A stand-in is Debian 13 with the same program and the same paths, users and variables as the official image, as far as
# docker/ uses them. It carries the label io.authscape.stand-in. What passes on it is not proven for the official image.
set -euo pipefail

root=${DOCKER_CI_ROOT:-${XDG_CACHE_HOME:-$HOME/.cache}/ci-docker}
keycloak_version=${KEYCLOAK_VERSION:-26.7.3}
base=local/jre:21
rootfs=$root/rootfs
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

log() { echo "docker-engine: $*" >&2; }
fail() {
  log "$*"
  exit 1
}

# What a command says goes to a file; its end is shown when it fails.
quietly() {
  local file=$root/$1.log
  shift
  "$@" >"$file" 2>&1 </dev/null || {
    tail -n 20 "$file" >&2
    fail "'$*' failed; all that it said is in $file"
  }
}

somebody_elses_engine() { [ "${DOCKER_HOST:-}" != "unix://$root/docker.sock" ] && docker info >/dev/null 2>&1; }

use_ours() { export DOCKER_HOST=unix://$root/docker.sock DOCKER_CONFIG=$root/config; }

may_start() {
  [ "$(id -u)" -eq 0 ] || fail "no Docker engine answers here, and only root may start one"
  command -v apt-get >/dev/null || fail "no Docker engine answers here, and there is no apt-get to install one by"
}

packages() {
  local missing=() pair
  for pair in debootstrap=debootstrap iptables=iptables runc=runc dockerd=docker.io mvn=maven unzip=unzip; do
    command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  export DEBIAN_FRONTEND=noninteractive
  # Debian's docker.io would start an engine of its own, for the whole machine.
  local policy=/usr/sbin/policy-rc.d ours=false
  if [ ! -e $policy ]; then
    ours=true
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod +x $policy
  fi
  quietly apt-update apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 update
  quietly apt-install apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 install -y --no-install-recommends \
    "${missing[@]}"
  # From Debian 13 on, the command is a package of its own.
  command -v docker >/dev/null ||
    quietly apt-install-cli apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends docker-cli
  ! "$ours" || rm -f $policy
  log "installed ${missing[*]}"
}

# Debian 13 with Java 21, as Keycloak's image has it. Its compose and buildx run on Debian 12, too, which has none.
root_file_system() {
  [ ! -e "$root/rootfs.done" ] || return 0
  rm -rf "$rootfs"
  quietly debootstrap debootstrap --variant=minbase --include=openjdk-21-jre-headless,ca-certificates trixie "$rootfs"
  cp /etc/resolv.conf "$rootfs/etc/resolv.conf"
  quietly plugins chroot "$rootfs" sh -c 'apt-get update && cd /tmp && apt-get download docker-compose docker-buildx'
  local package
  for package in "$rootfs"/tmp/*.deb; do dpkg -x "$package" "$root/engine"; done
  mkdir -p "$DOCKER_CONFIG/cli-plugins"
  mv "$root"/engine/usr/libexec/docker/cli-plugins/* "$DOCKER_CONFIG/cli-plugins/"
  rm -rf "$rootfs"/tmp/* "$rootfs"/var/cache/apt/* "$rootfs"/var/lib/apt/lists/* "$rootfs"/usr/share/{doc,man,locale}/*
  touch "$root/rootfs.done"
  log "made a root file system of Debian 13"
}

# Without descriptors of ours, so that nobody who waits for one of them waits for the engine.
detached() {
  local descriptor
  for descriptor in /proc/"$BASHPID"/fd/*; do
    descriptor=${descriptor##*/}
    [ "$descriptor" -le 2 ] || eval "exec $descriptor>&-"
  done
  exec setsid nohup "$@" >"$root/dockerd.log" 2>&1 </dev/null
}

engine() {
  docker version >/dev/null 2>&1 && return 0
  mkdir -p "$root"/{data,exec}
  # --ip: published ports are bound to loopback, whatever a compose file says. --dns: nobody answers there, so that a name
  # of the outside world is unknown at once, and not after 20 s of silence.
  detached dockerd -H "$DOCKER_HOST" --data-root "$root/data" --exec-root "$root/exec" --pidfile "$root/docker.pid" \
    --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false \
    --dns 127.0.0.1 --ip 127.0.0.1 --bip 172.31.255.1/24 --default-address-pool base=172.31.128.0/18,size=24 &
  local try
  for ((try = 0; try < 240; try++)); do
    if docker version >/dev/null 2>&1; then
      log "engine $(docker version -f '{{.Server.Version}}') runs"
      return
    fi
    sleep .5
  done
  tail -n 20 "$root/dockerd.log" >&2
  fail "the engine did not start; its log is $root/dockerd.log"
}

has_image() { docker image inspect "$1" >/dev/null 2>&1; }

base_image() {
  ! has_image $base || return 0
  [ -d "$rootfs" ] || { rm -f "$root/rootfs.done"; root_file_system; }
  tar -C "$rootfs" --exclude='./dev/*' --numeric-owner -c . | docker import -c 'ENV LANG=C.UTF-8' - $base >/dev/null
  rm -rf "$rootfs"
}

# stand_in IMAGE FOLDER: builds the Dockerfile on stdin. Its packages come by the host's network, the only one with a way out.
stand_in() {
  local image=$1 context=$2
  cat >"$root/Dockerfile.stand-in"
  quietly "image-${image//[:\/]/-}" docker build -q --network host --label io.authscape.stand-in="$image" \
    -t "$image" -f "$root/Dockerfile.stand-in" "$context"
  log "made $image, a STAND-IN from Debian and Maven Central, NOT the official image"
}

keycloak_image() {
  local image=keycloak/keycloak:$keycloak_version context=$root/context
  ! has_image "$image" || return 0
  rm -rf "$context"
  mkdir -p "$context"
  quietly keycloak-zip mvn -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
    -Dartifact=org.keycloak:keycloak-quarkus-dist:"$keycloak_version":zip -DoutputDirectory="$context"
  (cd "$context" && unzip -q ./*.zip && rm ./*.zip && mv keycloak-* keycloak && chmod -R g+rwX keycloak)
  stand_in "$image" "$context" <<D
FROM $base
RUN echo "keycloak:x:1000:0:keycloak user:/opt/keycloak:/sbin/nologin" >> /etc/passwd
COPY --chown=1000:0 keycloak /opt/keycloak
RUN install -d -o 1000 -g 0 -m 775 /opt/keycloak/data
ENV LANG=C.UTF-8 KC_RUN_IN_CONTAINER=true
WORKDIR /opt/keycloak
USER 1000
EXPOSE 8080 8443 9000
ENTRYPOINT ["/opt/keycloak/bin/kc.sh"]
D
  rm -rf "$context"
}

java_image() {
  ! has_image eclipse-temurin:21-jre || return 0
  stand_in eclipse-temurin:21-jre "$here/stand-ins" <<D
FROM $base
D
}

postgres_image() {
  ! has_image postgres:17 || return 0
  stand_in postgres:17 "$here/stand-ins" <<D
FROM $base
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-17 && rm -rf /var/lib/apt/lists/*
COPY postgres-entrypoint /usr/local/bin/docker-entrypoint.sh
ENV PATH=/usr/lib/postgresql/17/bin:/usr/local/bin:/usr/bin:/bin PGDATA=/var/lib/postgresql/data
VOLUME /var/lib/postgresql/data
STOPSIGNAL SIGINT
EXPOSE 5432
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
D
}

haproxy_image() {
  ! has_image haproxy:3.0 || return 0
  stand_in haproxy:3.0 "$here/stand-ins" <<D
FROM $base
RUN apt-get update && apt-get install -y --no-install-recommends haproxy && rm -rf /var/lib/apt/lists/* \
    && install -d /usr/local/etc/haproxy
STOPSIGNAL SIGUSR1
USER 99
ENTRYPOINT ["haproxy", "-W", "-db"]
CMD ["-f", "/usr/local/etc/haproxy/haproxy.cfg"]
D
}

start() {
  if somebody_elses_engine; then
    log "engine $(docker version -f '{{.Server.Version}}') answers already, and is used"
    return
  fi
  use_ours
  mkdir -p "$root"
  exec {lock}>"$root/lock"
  flock "$lock"
  if ! docker version >/dev/null 2>&1; then
    may_start
    packages
    root_file_system
    engine
  fi
  base_image
  keycloak_image
  java_image
  postgres_image
  haproxy_image
  echo "export DOCKER_HOST=$DOCKER_HOST DOCKER_CONFIG=$DOCKER_CONFIG TESTCONTAINERS_RYUK_DISABLED=true" \
    "TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1"
}

stop() {
  use_ours
  local pid mount
  pid=$(cat "$root/docker.pid" 2>/dev/null) || { log "no engine of ours runs"; return 0; }
  [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ] || { log "no engine of ours runs"; return 0; }
  docker ps -q | xargs -r docker stop -t 5 >/dev/null || true
  kill "$pid"
  local try
  for ((try = 0; try < 240; try++)); do
    [ -d "/proc/$pid" ] || break
    sleep .5
  done
  ip link del docker0 2>/dev/null || true
  for mount in $(awk -v root="$root/" 'index($2, root) == 1 { print $2 }' /proc/mounts | sort -r); do
    umount "$mount" || true
  done
  log "stopped"
}

case ${1-} in
  start) start ;;
  stop) stop ;;
  *)
    echo "usage: $0 start|stop" >&2
    exit 64
    ;;
esac
