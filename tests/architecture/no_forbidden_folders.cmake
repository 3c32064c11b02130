# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
# Folders are nouns of the domain. These names say nothing and collect everything.
include(${CMAKE_CURRENT_LIST_DIR}/lint.cmake)
list_files(files "app/*" "core/*" "ui/*" "tests/*")
foreach(file IN LISTS files)
  if("/${file}" MATCHES "/(utils?|commons?|helpers?|misc)[./]")
    finding("${file}" "a file or folder named '${CMAKE_MATCH_1}': name it after what it is in the domain")
  endif()
endforeach()
verdict()
