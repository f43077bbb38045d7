#!/bin/sh
# Installs the servers that tests/edges talk to, on Debian 12 and Ubuntu 24.04. `make servers` runs it.
# Nothing is started or enabled, nothing is removed, and what is there already is left as it is.
set -eu

WANTED="dovecot-imapd dovecot-lmtpd opensmtpd postgresql chromium fonts-noto-cjk"
POLICY=/usr/sbin/policy-rc.d
ASIDE=$POLICY.before-mailbot

say() { printf 'make servers: %s\n' "$*" >&2; }
installed() { dpkg-query --show --showformat='${db:Status-Abbrev}' "$1" 2>/dev/null | grep -q '^ii'; }

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    say "this system has no apt. Install by its own means: Dovecot 2.3 (IMAP and LMTP), OpenSMTPD, PostgreSQL, Chromium,"
    say "Noto CJK fonts. Tests that miss a server are skipped, and say so."
    exit 1
fi

missing=""
for package in $WANTED; do
    if installed "$package"; then continue; fi
    if [ "$package" = opensmtpd ]; then
        # Mail servers exclude each other: the one that is there is somebody's, and stays.
        other=$(dpkg-query --show --showformat='${db:Status-Abbrev} ${Package} ${Provides}\n' |
            sed -n 's/^ii *\([^ ]*\) .*mail-transport-agent.*/\1/p' | head -n 1)
        if [ -n "$other" ]; then
            say "$other is installed, and OpenSMTPD would replace it: left alone. Tests through a mail server are skipped."
            continue
        fi
    fi
    missing="$missing $package"
done
if [ -z "$missing" ]; then
    say "all there"
    exit 0
fi

if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        say "asking sudo to install:$missing"
        exec sudo -- sh "$0"
    fi
    say "installing needs root. Run as root:  sh $0"
    say "or yourself:  apt-get install --no-install-recommends$missing"
    exit 1
fi

restore() {
    rm -f "$POLICY"
    if [ -e "$ASIDE" ] || [ -L "$ASIDE" ]; then mv "$ASIDE" "$POLICY"; fi
}
# What an earlier run that was killed has left behind comes first.
if [ -e "$ASIDE" ] || [ -L "$ASIDE" ]; then restore; fi
if [ -e "$POLICY" ] || [ -L "$POLICY" ]; then mv "$POLICY" "$ASIDE"; fi
trap restore EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
printf '#!/bin/sh\n# Written by make servers, removed when it ends: no service is started.\nexit 101\n' >"$POLICY"
chmod 755 "$POLICY"

export DEBIAN_FRONTEND=noninteractive
APT="apt-get --quiet --yes -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0"
$APT update >&2 || say "apt-get update failed; going on with the lists that are there"

there=""
for package in $missing; do
    if apt-cache show "$package" 2>/dev/null | grep -q '^Package:'; then
        there="$there $package"
    else
        # Ubuntu has Chromium as a snap only.
        say "$package: this system's archives have none. Tests that need it are skipped (MAILBOT_CHROMIUM=path names a browser)."
    fi
done
came=""
refused=""
# shellcheck disable=SC2086  # a list of words
if [ -z "$there" ]; then
    :
elif $APT install --no-remove --no-install-recommends $there >&2; then
    came=$there
else
    # One that cannot come (Dovecot beside another IMAP server, say) keeps none of the others away.
    for package in $there; do
        if $APT install --no-remove --no-install-recommends "$package" >&2; then
            came="$came $package"
        else
            refused="$refused $package"
        fi
    done
fi

# policy-rc.d keeps them from starting now; this, from starting at the next boot. Only what came by this run.
if command -v systemctl >/dev/null; then
    for package in $came; do
        case $package in
            dovecot-imapd) units="dovecot.service dovecot.socket" ;;
            opensmtpd) units="opensmtpd.service" ;;
            postgresql) units="postgresql.service" ;;
            *) continue ;;
        esac
        for unit in $units; do systemctl --quiet disable "$unit" >/dev/null 2>&1 || true; done
    done
fi
say "installed:${came:- nothing}"
if [ -n "$refused" ]; then
    say "apt could not install:$refused"
    say "If it wanted to remove something of yours for that: it was not let. Tests that need these servers are skipped, and say so."
    exit 1
fi
