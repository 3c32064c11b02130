# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
# translations/*.ts hold every string of ui/ and app/ and nothing else, and no shipped language has one left
# untranslated. Mend with scripts/translate. LUPDATE is the program; the options are those of that script.
include(${CMAKE_CURRENT_LIST_DIR}/lint.cmake)

function(check_language language)
  set(file "translations/otklik_${language}.ts")
  set(copy "${SCRATCH}/otklik_${language}.ts")
  file(MAKE_DIRECTORY "${SCRATCH}")
  file(COPY_FILE "${ROOT}/${file}" "${copy}")
  execute_process(COMMAND "${LUPDATE}" -silent -recursive -no-obsolete -locations none -I . ui app ${ARGN} -ts "${copy}"
    WORKING_DIRECTORY "${ROOT}" RESULT_VARIABLE code OUTPUT_VARIABLE words ERROR_VARIABLE words)
  if(NOT code EQUAL 0)
    finding("${file}" "lupdate failed: ${words}")
    return()
  endif()
  if(words MATCHES "([^\n]*Qualifying with unknown [^\n]*)")
    finding("${file}" "lupdate does not see the class, so its strings stay English: ${CMAKE_MATCH_1}")
  endif()
  file(READ "${ROOT}/${file}" before)
  file(READ "${copy}" after)
  if(NOT before STREQUAL after)
    finding("${file}" "is not what the sources say; run scripts/translate")
  endif()
  string(REGEX MATCHALL "type=\"unfinished\"" open "${after}")
  list(LENGTH open count)
  if(count GREATER 0)
    finding("${file}" "${count} strings are not translated")
  endif()
endfunction()

check_language(ru)
check_language(en -pluralonly)
verdict()
