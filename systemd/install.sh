#!/bin/sh
# Installs framed from this checkout as a service, where no package is at hand; run it again after `git pull` to upgrade.
#
#   sudo systemd/install.sh                install, or upgrade
#   sudo systemd/install.sh --uninstall    remove; the configuration and the clips stay, and are named
#
# What it does is what the Debian package does: files go to /usr/lib/framed, /etc/framed/config.yaml is made where there is none and never
# touched again, the service is enabled and started. Every step may be done again.
set -eu

checkout=$(cd "$(dirname "$0")/.." && pwd)
app=/usr/lib/framed
share=/usr/share/framed
units=/etc/systemd/system
manual=/usr/share/man/man1/framed.1.gz
bash_completion=/usr/share/bash-completion/completions/framed
announcement=/etc/avahi/services/framed.service

say() { echo "[framed] $*"; }
refuse() {
  say "$*" >&2
  exit 1
}

main() {
  case ${1:-} in
    '') check && install_all ;;
    --uninstall) check_root && uninstall ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0" && exit 2 ;;
  esac
}

check_root() {
  [ "$(id -u)" = 0 ] || refuse "This writes to /usr and /etc: run it with sudo."
}

check() {
  check_root
  command -v systemctl >/dev/null || refuse "There is no systemd here; \`npm start\` plays without a service."
  if dpkg-query -W -f '${Status}' framed 2>/dev/null | grep -q ' ok installed'; then
    refuse "The Debian package framed is installed here; remove it first (sudo apt remove framed), or upgrade it instead."
  fi
  node=$(command -v node) || refuse "Node is missing: sudo apt install nodejs npm"
  case $(realpath "$node") in
    /home/* | /root/*) refuse "$node is in somebody's home, where no service can reach it; put one into /usr: sudo apt install nodejs npm" ;;
  esac
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
    || refuse "framed needs Node 20.19 or newer; this is $(node --version)."
  command -v npm >/dev/null || refuse "npm is missing: sudo apt install npm"
  command -v ffmpeg >/dev/null || say "ffmpeg is missing: nothing new can be converted until you sudo apt install ffmpeg"
}

install_all() {
  build
  if [ -e "$app" ]; then first=''; else first=first; fi
  say "copying to $app"
  new=$app.new
  rm -rf "$new"
  mkdir -p "$new/dist" "$new/bin"
  cp -r "$checkout/package.json" "$checkout/package-lock.json" "$checkout/config" "$checkout/daemon" "$new/"
  for room in daemon display web-ui; do cp -r "$checkout/dist/$room" "$new/dist/"; done
  fetch_modules
  install -m 755 "$checkout/systemd/choose-node" "$checkout/systemd/set-up" "$new/bin/"
  # The modules were compiled for this very Node.
  ln -s "$node" "$new/node"
  # The glass says so from here on. Not as root, in a folder of another user's.
  if [ -d /run/framed ]; then
    setpriv --reuid=framed --regid=framed --clear-groups touch /run/framed/updating || true
  fi
  rm -rf "$app.old"
  if [ -e "$app" ]; then mv "$app" "$app.old"; fi
  mv "$new" "$app"
  rm -rf "$app.old"

  say "installing the service"
  install -m 755 "$checkout/systemd/framed" /usr/bin/framed
  place framed.service "$units/framed.service"
  place framed-usb@.service "$units/framed-usb@.service"
  place framed.sysusers /etc/sysusers.d/framed.conf
  place framed.tmpfiles /etc/tmpfiles.d/framed.conf
  place 60-framed.rules /etc/udev/rules.d/60-framed.rules
  place 99-framed-usb.rules /etc/udev/rules.d/99-framed-usb.rules
  place config.yaml "$share/config.yaml"
  place framed.avahi.service "$share/avahi.service"
  mkdir -p "${manual%/*}" "${bash_completion%/*}"
  framed man | gzip -9n >"$manual"
  framed completion bash >"$bash_completion"
  "$app/bin/set-up" $first
  systemctl enable --quiet framed.service
  rm -f /run/framed/updating
  if [ -d /run/systemd/system ]; then
    say "starting"
    systemctl restart framed.service
    say "framed plays: $(systemctl show -P StatusText framed.service)"
    say "what keeps it off the glass, if anything: sudo -u framed framed doctor"
  else
    say "installed; it starts when this system boots"
  fi
}

# Those of before, where they are of the same versions and were compiled for the same Node.
fetch_modules() {
  made_for="$(sha256sum <"$checkout/package-lock.json") $(node -p '`${process.versions.modules} ${process.arch}`')"
  if [ "$(cat "$app/node_modules/.made-for" 2>/dev/null)" = "$made_for" ]; then
    cp -a "$app/node_modules" "$new/node_modules"
    return
  fi
  say "fetching modules (a few minutes on a Raspberry Pi)"
  (cd "$new" && npm ci --omit=dev --no-audit --no-fund --loglevel=error)
  echo "$made_for" >"$new/node_modules/.made-for"
}

# A file of systemd/ to where it belongs.
place() { install -D -m 644 "$checkout/systemd/$1" "$2"; }

# As the one who owns the checkout: root's files in it would be in their way.
build() {
  say "building"
  owner=$(stat -c %U "$checkout")
  if [ "$owner" = root ]; then
    (cd "$checkout" && node daemon/setup/setup.mjs start)
  else
    su "$owner" -c "cd '$checkout' && node daemon/setup/setup.mjs start"
  fi
}

uninstall() {
  say "stopping and removing the service"
  if [ -e "$units/framed.service" ]; then systemctl disable --now --quiet framed.service || true; fi
  rm -f "$units/framed.service" "$units/framed-usb@.service" /etc/sysusers.d/framed.conf /etc/tmpfiles.d/framed.conf \
    /etc/udev/rules.d/60-framed.rules /etc/udev/rules.d/99-framed-usb.rules
  # Nobody is told of a page that is not there; an installation puts it back.
  if [ -e "$announcement" ]; then mv "$announcement" "$announcement.removed"; fi
  # What a package has brought is not ours to take.
  if ! dpkg-query -S /usr/bin/framed >/dev/null 2>&1; then
    rm -rf /usr/bin/framed "$app" "$app.new" "$app.old" "$share" "$manual" "$bash_completion"
  fi
  if [ -d /run/systemd/system ]; then systemctl daemon-reload; fi
  say "removed. These stay: /etc/framed (configuration), /var/lib/framed (your clips). To be rid of them: sudo rm -r /etc/framed /var/lib/framed"
}

main "$@"
