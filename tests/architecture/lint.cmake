# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
# Included by the checks of this folder. Each is a script: cmake -DROOT=… [-DBUILD=…] -P CHECK.cmake; it collects
# findings with finding() and ends with verdict(), which fails when there is one.
cmake_minimum_required(VERSION 3.22)
get_filename_component(ROOT "${ROOT}" ABSOLUTE)
string(ASCII 1 OPEN_BRACKET) # brackets, semicolons and backslashes mean something in CMake's lists
string(ASCII 2 CLOSE_BRACKET)
string(ASCII 3 SEMICOLON)
string(ASCII 4 BACKSLASH)
set_property(GLOBAL PROPERTY findings "")

# list_files(OUT GLOB…): files below ROOT, relative, without build folders and the bad samples of this folder.
function(list_files out)
  list(TRANSFORM ARGN PREPEND "${ROOT}/")
  file(GLOB_RECURSE files LIST_DIRECTORIES false RELATIVE "${ROOT}" ${ARGN})
  list(FILTER files EXCLUDE REGEX "^(build[^/]*|tests/architecture/fixtures)/")
  set(${out} "${files}" PARENT_SCOPE)
endfunction()

# read_text(OUT FILE): the text with list characters replaced by the four above.
function(read_text out file)
  file(READ "${ROOT}/${file}" text)
  string(REPLACE "\\" "${BACKSLASH}" text "${text}")
  string(REPLACE "[" "${OPEN_BRACKET}" text "${text}")
  string(REPLACE "]" "${CLOSE_BRACKET}" text "${text}")
  string(REPLACE ";" "${SEMICOLON}" text "${text}")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# read_code(OUT FILE): the same without the contents of string literals and comments; lines stay lines.
function(read_code out file)
  read_text(text "${file}")
  string(REGEX REPLACE "${BACKSLASH}[\"']" "" text "${text}")
  string(REPLACE "'\"'" "' '" text "${text}")
  string(REGEX REPLACE "\"[^\"\n]*\"" "\"\"" text "${text}")
  string(REGEX REPLACE "//[^\n]*" "" text "${text}")
  string(REGEX REPLACE "/\\*([^*]|\\*+[^*/])*\\*+/" "" text "${text}")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# line_of(OUT TEXT OFFSET)
function(line_of out text offset)
  string(SUBSTRING "${text}" 0 ${offset} before)
  string(REGEX MATCHALL "\n" breaks "${before}")
  list(LENGTH breaks count)
  math(EXPR count "${count} + 1")
  set(${out} ${count} PARENT_SCOPE)
endfunction()

function(finding where what)
  set_property(GLOBAL APPEND_STRING PROPERTY findings "${where}: ${what}\n")
endfunction()

# find_lines(FILE TEXT REGEX WHAT): a finding for each line that matches.
function(find_lines file text regex what)
  if(NOT regex MATCHES "^\\^" AND NOT text MATCHES "${regex}") # '^' is the start of the text here, of a line below
    return()
  endif()
  string(REPLACE "\n" ";" lines "${text}")
  set(number 0)
  foreach(line IN LISTS lines)
    math(EXPR number "${number} + 1")
    if(line MATCHES "${regex}")
      finding("${file}:${number}" "${what}")
    endif()
  endforeach()
endfunction()

function(verdict)
  get_property(text GLOBAL PROPERTY findings)
  if(text)
    message("${text}")
    message(FATAL_ERROR "see above")
  endif()
endfunction()
