# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
# The two SPDX lines stand on top of every source (below the interpreter line in scripts).
include(${CMAKE_CURRENT_LIST_DIR}/lint.cmake)
list_files(files "app/*.h" "app/*.cpp" "app/*.cmake" "core/*.h" "core/*.cpp" "ui/*.h" "ui/*.cpp" "tests/*.h" "tests/*.cpp"
  "tests/*.cmake" "scripts/*")
list(FILTER files EXCLUDE REGEX "\\.(md|txt|supp|json|csv|pem|conf)$|^tests/data/")
foreach(file IN LISTS files)
  file(READ "${ROOT}/${file}" head LIMIT 220)
  if(NOT head MATCHES "^(#![^\n]*\n)?(//|#) SPDX-FileCopyrightText: [^\n]+\n(//|#) SPDX-License-Identifier: GPL-3.0-or-later\n")
    finding("${file}" "the two SPDX lines are missing on top")
  endif()
endforeach()
verdict()
