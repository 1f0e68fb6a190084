# shellcheck shell=bash
# What the tests of the installation and of the package have in common; they source it, and have set
# `scratch`, a folder of their own.

fail() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  [ $# -eq 1 ] || printf '%s\n' "${@:2}" >&2
  exit 1
}

# Ends with the code that ctest takes for a skipped test.
skip() {
  printf 'skipped: %s\n' "$1"
  exit 77
}

# The files and links under $1, one a line and sorted, as paths in it.
files_of() { (cd "$1" && find . ! -type d | sed 's,^\./,,' | LC_ALL=C sort); }

# Fails unless the lines "$2" are the lines "$3"; $1 says of what.
expect_same() {
  [ "$2" = "$3" ] || fail "$1 is not as expected (<) but (>):" "$(diff <(echo "$3") <(echo "$2") || true)"
}

# The path of every file that is installed under a prefix.
installed_files() {
  cat <<'END'
bin/rapport
share/doc/rapport/CHANGELOG.md
share/doc/rapport/LICENSE
share/doc/rapport/README.md
share/doc/rapport/THIRD-PARTY-NOTICES.md
share/doc/rapport/changelog.gz
share/doc/rapport/copyright
share/man/man1/rapport.1.gz
END
}

# Runs the program $1 as a new user would who has the vault $2, with the arguments that follow.
run_installed() {
  env -i PATH=/usr/bin:/bin HOME="$scratch/home" LC_ALL=C.UTF-8 RAPPORT_VAULT="$2" "$1" "${@:3}"
}

# Fails unless the program $1 tells its version $2 and answers from the vault $3, which is copied.
expect_answers() {
  local program=$1 version=$2 vault=$scratch/vault answer
  rm -rf "$vault" "$scratch/home"
  mkdir "$scratch/home"
  cp -R "$3" "$vault"
  answer=$(run_installed "$program" "$vault" --version)
  [[ $answer == "rapport $version "* ]] || fail "--version says: $answer"
  run_installed "$program" "$vault" ingest >"$scratch/log" 2>&1 || fail 'ingest failed:' "$(cat "$scratch/log")"
  answer=$(run_installed "$program" "$vault" who 'Victor Han' --as-of 2026-01-16)
  [[ $answer == 'Ask Dana Ruiz, who knows Victor Han (CTO)'* ]] || fail "who says: $answer"
}
