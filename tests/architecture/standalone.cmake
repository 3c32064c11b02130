# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
# The project stands alone: no path of one machine and nothing outside the checkout is named in it.
include(${CMAKE_CURRENT_LIST_DIR}/lint.cmake)
list_files(files "*.h" "*.cpp" "*.cmake" "*.txt" "*.json" "*.md" "*.sql" "*.ts" "*.svg" "*.desktop" "*.xml" "scripts/*")
list(FILTER files EXCLUDE REGEX "^(tests/data|resources/demo)/")
foreach(file IN LISTS files)
  read_text(text "${file}")
  find_lines("${file}" "${text}" "(^|[^A-Za-z0-9_.:/*-])/(work|home|root|Users)/[A-Za-z0-9.]" "the path of one machine")
  find_lines("${file}" "${text}" "\\.\\./shared" "a folder outside the checkout")
endforeach()
verdict()
