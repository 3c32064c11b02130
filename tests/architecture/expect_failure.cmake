# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
# Proves that a check can fail: cmake -DCHECK=… -DSAMPLE=… -DEXPECT=REGEX%%REGEX… -P. The sample is bad on purpose.
execute_process(COMMAND ${CMAKE_COMMAND} -DROOT=${SAMPLE} -DBUILD=${SAMPLE} -DLUPDATE=${LUPDATE} -DSCRATCH=${SCRATCH} -P ${CHECK}
  RESULT_VARIABLE code OUTPUT_VARIABLE text ERROR_VARIABLE text)
if(code EQUAL 0)
  message(FATAL_ERROR "${CHECK} found nothing in ${SAMPLE}")
endif()
string(REPLACE "%%" ";" EXPECT "${EXPECT}")
foreach(expected IN LISTS EXPECT)
  if(NOT text MATCHES "${expected}")
    message(FATAL_ERROR "${CHECK} did not say '${expected}', but:\n${text}")
  endif()
endforeach()
