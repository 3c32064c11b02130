# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
# ccache and mold speed the developer's loop; both are optional.
find_program(OTKLIK_CCACHE ccache)
if(OTKLIK_CCACHE AND UNIX)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_SOURCE_DIR}/app/cmake/ccache_compile.sh ${CMAKE_SOURCE_DIR} ${OTKLIK_CCACHE})
endif()
find_program(OTKLIK_MOLD mold)
if(OTKLIK_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_link_options(-fuse-ld=mold)
endif()
