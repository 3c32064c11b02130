# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# otklik_add_module(NAME DIR d DEPENDS a b LIBS X::Y SOURCES … HEADERS … [QOBJECTS] [UI])
#   One folder = one static library otklik_NAME, alias Otklik::NAME. DEPENDS names the Otklik modules it may
#   include; tests/architecture compares every #include with that list. QOBJECTS switches moc on (pure modules
#   stay without), UI takes the Widgets precompiled header.
# otklik_add_test(NAME LABEL unit MODULES a b SOURCES … [LIBS …] [QTEST])
#   One test program, one ctest entry.

add_library(otklik_flags INTERFACE)
target_include_directories(otklik_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(otklik_flags INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_KEYWORDS QT_STRICT_ITERATORS
  QT_NO_URL_CAST_FROM_STRING QT_DISABLE_DEPRECATED_BEFORE=0x060400
  OTKLIK_VERSION="${PROJECT_VERSION}")
if(MSVC)
  target_compile_options(otklik_flags INTERFACE /W4 /permissive- /utf-8 $<$<BOOL:${OTKLIK_WERROR}>:/WX>)
else()
  target_compile_options(otklik_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor
    $<$<BOOL:${OTKLIK_WERROR}>:-Werror>
    # GCC guesses bounds after inlining, and at -O3 often wrongly (its bug 105651): told, but no reason to stop.
    $<$<CXX_COMPILER_ID:GNU>:-Wno-error=array-bounds$<SEMICOLON>-Wno-error=stringop-overflow$<SEMICOLON>-Wno-error=restrict>
    $<$<CXX_COMPILER_ID:GNU>:-fcoroutines>)
endif()
if(OTKLIK_SANITIZE)
  # GCC 12 sees values that may be uninitialised where the sanitizer's own code keeps it from seeing that they are not.
  target_compile_options(otklik_flags INTERFACE -fsanitize=${OTKLIK_SANITIZE} -fno-omit-frame-pointer -g1
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_link_options(otklik_flags INTERFACE -fsanitize=${OTKLIK_SANITIZE})
  if(OTKLIK_SANITIZE MATCHES undefined)
    # A check that fails stops the program, and AddressSanitizer shows where (scripts/test). With a text of its own each
    # of a million checks in Qt's headers is a variable that is described at every start: a second, and half the build.
    # GCC leaves out the check of dynamic types (vptr) then.
    target_compile_options(otklik_flags INTERFACE -fsanitize-undefined-trap-on-error)
  endif()
endif()
if(OTKLIK_COVERAGE)
  target_compile_options(otklik_flags INTERFACE --coverage -O0)
  target_link_options(otklik_flags INTERFACE --coverage)
endif()

# Two precompiled headers serve all targets: one for the core (Qt Core), one for the windows (Qt Widgets).
function(_otklik_pch target kind)
  set(owner otklik_pch_${kind})
  if(NOT TARGET ${owner})
    file(WRITE ${CMAKE_BINARY_DIR}/${owner}.cpp "")
    add_library(${owner} OBJECT ${CMAKE_BINARY_DIR}/${owner}.cpp)
    set_target_properties(${owner} PROPERTIES AUTOMOC OFF)
    target_link_libraries(${owner} PRIVATE otklik_flags Qt6::Core tl::expected)
    set(headers <algorithm> <chrono> <functional> <map> <memory> <optional> <string> <utility> <variant> <vector>
        <tl/expected.hpp> <QByteArray> <QDateTime> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList> <QObject>
        <QString> <QStringList>)
    if(kind STREQUAL "ui")
      target_link_libraries(${owner} PRIVATE Qt6::Widgets)
      list(APPEND headers <QtWidgets>)
    endif()
    target_precompile_headers(${owner} PRIVATE ${headers})
  endif()
  target_precompile_headers(${target} REUSE_FROM ${owner})
endfunction()

function(otklik_add_module name)
  cmake_parse_arguments(M "QOBJECTS;UI" "DIR" "DEPENDS;LIBS;PRIVATE_LIBS;SOURCES;HEADERS" ${ARGN})
  set(target otklik_${name})
  if(M_SOURCES)
    add_library(${target} STATIC ${M_SOURCES} ${M_HEADERS})
    set(scope PUBLIC)
    set_target_properties(${target} PROPERTIES AUTOMOC ${M_QOBJECTS})
    if(M_UI)
      _otklik_pch(${target} ui)
    else()
      _otklik_pch(${target} core)
    endif()
    if(M_PRIVATE_LIBS)
      target_link_libraries(${target} PRIVATE ${M_PRIVATE_LIBS})
    endif()
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(Otklik::${name} ALIAS ${target})
  target_link_libraries(${target} ${scope} otklik_flags Qt6::Core tl::expected ${M_LIBS})
  foreach(dependency IN LISTS M_DEPENDS)
    target_link_libraries(${target} ${scope} Otklik::${dependency})
  endforeach()
  list(JOIN M_DEPENDS "," depends)
  set_property(GLOBAL APPEND PROPERTY OTKLIK_MODULE_LINES "${M_DIR}:${name}:${depends}")
endfunction()

function(otklik_add_test name)
  cmake_parse_arguments(T "QTEST" "LABEL;TIMEOUT;SHARDS" "MODULES;LIBS;SOURCES;ENVIRONMENT" ${ARGN})
  set(target ${name})
  add_executable(${target} ${T_SOURCES})
  set_target_properties(${target} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests/bin)
  target_link_libraries(${target} PRIVATE otklik_flags Qt6::Test GTest::gtest GTest::gmock ${T_LIBS})
  foreach(module IN LISTS T_MODULES)
    target_link_libraries(${target} PRIVATE Otklik::${module})
  endforeach()
  if(NOT T_QTEST)
    target_link_libraries(${target} PRIVATE otklik_test_main)
  endif()
  target_compile_definitions(${target} PRIVATE OTKLIK_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data")
  if(NOT T_LABEL)
    set(T_LABEL unit)
  endif()
  if(NOT T_TIMEOUT)
    set(T_TIMEOUT 300)
  endif()
  if(OTKLIK_SANITIZE) # every program starts and runs several times slower
    math(EXPR T_TIMEOUT "4 * ${T_TIMEOUT}")
  endif()
  set(tests ${name})
  set(sharding "")
  if(T_SHARDS) # of a GoogleTest program that is long: its tests in that many runs, which may go side by side
    set(tests "")
    foreach(number RANGE 1 ${T_SHARDS})
      list(APPEND tests ${name}_${number})
    endforeach()
  endif()
  foreach(test IN LISTS tests)
    if(T_SHARDS)
      list(FIND tests ${test} index)
      set(sharding "GTEST_TOTAL_SHARDS=${T_SHARDS};GTEST_SHARD_INDEX=${index}")
    endif()
    add_test(NAME ${test} COMMAND ${target})
    set_tests_properties(${test} PROPERTIES LABELS ${T_LABEL} TIMEOUT ${T_TIMEOUT}
      ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;${sharding};${T_ENVIRONMENT}")
  endforeach()
endfunction()

# build/modules.txt: "folder:module:depends", read by tests/architecture/include_dag.cmake.
function(otklik_write_module_table)
  get_property(lines GLOBAL PROPERTY OTKLIK_MODULE_LINES)
  list(JOIN lines "\n" text)
  file(WRITE ${CMAKE_BINARY_DIR}/modules.txt "${text}\n")
endfunction()
