#!/bin/sh
# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
# ccache_compile.sh SOURCE_DIR CCACHE COMPILER ARGUMENT…: compiles through ccache. ccache reads every precompiled header it
# meets whole, hundreds of megabytes for each unit; beside the header lies its checksum, which it reads instead.
CCACHE_BASEDIR=$1 ccache=$2
shift 2
# Without sloppiness ccache refuses every unit that uses a precompiled header. All checkouts share one cache.
export CCACHE_BASEDIR CCACHE_NOHASHDIR=1 CCACHE_PCH_EXTSUM=1
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime

used='' made='' before=''
for argument in "$@"; do
  case $before in
  -include) case $argument in */cmake_pch.hxx) used=$argument.gch ;; esac ;;
  -o) case $argument in *.gch) made=$argument ;; esac ;;
  esac
  before=$argument
done
sum() { # to a file of its own first: several units may come at once
  { md5sum <"$1" 2>/dev/null || cksum <"$1"; } >"$1.sum.$$" && mv "$1.sum.$$" "$1.sum"
}

if [ -n "$made" ]; then
  rm -f "$made.sum"
  "$ccache" "$@" || exit
  sum "$made"
  exit
fi
if [ -f "$used" ] && { [ ! -f "$used.sum" ] || [ -n "$(find "$used" -newer "$used.sum")" ]; }; then sum "$used"; fi
exec "$ccache" "$@"
