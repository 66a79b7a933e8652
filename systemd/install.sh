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
unit=/etc/systemd/system/framed.service

say() { echo "[framed] $*"; }
refuse() {
  say "$*" >&2
  exit 1
}

main() {
  case ${1:-} in
    '') check && install_all ;;
    --uninstall) check_root && uninstall ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0" && exit 2 ;;
  esac
}

check_root() {
  [ "$(id -u)" = 0 ] || refuse "This writes to /usr and /etc: run it with sudo."
}

check() {
  check_root
  command -v systemctl >/dev/null || refuse "There is no systemd here; \`npm start\` plays without a service."
  if dpkg-query -W -f '${Status}' framed 2>/dev/null | grep -q 'install ok'; then
    refuse "The Debian package framed is installed here; remove it first (sudo apt remove framed), or upgrade it instead."
  fi
  command -v node >/dev/null || refuse "Node is missing: sudo apt install nodejs npm"
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
    || refuse "framed needs Node 20.19 or newer; this is $(node --version)."
  command -v npm >/dev/null || refuse "npm is missing: sudo apt install npm"
  command -v ffmpeg >/dev/null || say "ffmpeg is missing: nothing new can be converted until you sudo apt install ffmpeg"
}

install_all() {
  build
  say "copying to $app"
  new=$app.new
  rm -rf "$new"
  mkdir -p "$new/dist" "$new/bin"
  cp -r "$checkout/package.json" "$checkout/package-lock.json" "$checkout/config" "$checkout/daemon" "$new/"
  for room in daemon display web-ui; do cp -r "$checkout/dist/$room" "$new/dist/"; done
  say "fetching modules (a few minutes on a Raspberry Pi)"
  (cd "$new" && npm ci --omit=dev --no-audit --no-fund --loglevel=error)
  install -m 755 "$checkout/systemd/choose-node" "$new/bin/choose-node"
  # The modules were compiled for this very Node.
  ln -s "$(command -v node)" "$new/node"
  rm -rf "$app.old"
  if [ -e "$app" ]; then mv "$app" "$app.old"; fi
  mv "$new" "$app"
  rm -rf "$app.old"

  say "installing the service"
  install -m 755 "$checkout/systemd/framed" /usr/bin/framed
  install -D -m 644 "$checkout/systemd/framed.service" "$unit"
  install -D -m 644 "$checkout/systemd/framed.sysusers" /etc/sysusers.d/framed.conf
  install -D -m 644 "$checkout/systemd/framed.tmpfiles" /etc/tmpfiles.d/framed.conf
  install -D -m 644 "$checkout/systemd/60-framed.rules" /etc/udev/rules.d/60-framed.rules
  systemd-sysusers /etc/sysusers.d/framed.conf
  if [ ! -e /etc/framed/config.yaml ]; then
    say "making /etc/framed/config.yaml"
    install -D -m 644 "$checkout/systemd/config.yaml" /etc/framed/config.yaml
  fi
  chown framed:framed /etc/framed /etc/framed/config.yaml
  udevadm control --reload
  udevadm trigger --action=add --subsystem-match=spidev --subsystem-match=gpio --subsystem-match=graphics \
    --subsystem-match=backlight --subsystem-match=pwm
  systemctl daemon-reload
  systemctl enable --quiet framed.service
  say "starting"
  systemctl restart framed.service
  say "framed plays: $(systemctl show -P StatusText framed.service)"
  say "what keeps it off the glass, if anything: sudo -u framed framed doctor"
}

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
  if [ -e "$unit" ]; then systemctl disable --now --quiet framed.service || true; fi
  rm -f "$unit" /etc/sysusers.d/framed.conf /etc/tmpfiles.d/framed.conf /etc/udev/rules.d/60-framed.rules
  # /usr/bin/framed of a package is not ours to take.
  if ! dpkg-query -S /usr/bin/framed >/dev/null 2>&1; then rm -rf /usr/bin/framed "$app" "$app.new" "$app.old"; fi
  systemctl daemon-reload
  say "removed. These stay: /etc/framed (configuration), /var/lib/framed (your clips). To be rid of them: sudo rm -r /etc/framed /var/lib/framed"
}

main "$@"
