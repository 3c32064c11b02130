# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
# The core returns codes and values; words for people are made in ui/ and app/, where they are translated.
include(${CMAKE_CURRENT_LIST_DIR}/lint.cmake)
list_files(files "core/*.h" "core/*.cpp")
foreach(file IN LISTS files)
  read_code(text "${file}")
  find_lines("${file}" "${text}" "(^|[^A-Za-z0-9_])(tr|trUtf8|qtTrId)[(]|QCoreApplication::translate|QT_TR_|QT_TRANSLATE_|Q_DECLARE_TR_FUNCTIONS" "a translated string in the core")
endforeach()
verdict()
