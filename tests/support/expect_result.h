// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// ASSERT_OK(result) / EXPECT_ERROR(result, Code): show the reason when they fail. Also gtest printers for Qt strings.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <gtest/gtest.h>

#include <ostream>

QT_BEGIN_NAMESPACE
inline void PrintTo(const QString &text, std::ostream *out)
{
    *out << '"' << text.toStdString() << '"';
}
inline void PrintTo(const QByteArray &bytes, std::ostream *out)
{
    *out << '"' << bytes.toStdString() << '"';
}
QT_END_NAMESPACE

#define ASSERT_OK(result)                                                                                              \
    ASSERT_TRUE((result).has_value()) << otklik::errorCodeName((result).error().code).toStdString() << ": "            \
                                      << (result).error().detail.toStdString()
#define EXPECT_OK(result)                                                                                              \
    EXPECT_TRUE((result).has_value()) << otklik::errorCodeName((result).error().code).toStdString() << ": "            \
                                      << (result).error().detail.toStdString()
#define EXPECT_ERROR(result, expectedCode)                                                                             \
    do {                                                                                                               \
        const auto &outcome_ = (result);                                                                               \
        ASSERT_FALSE(outcome_.has_value());                                                                            \
        EXPECT_EQ(outcome_.error().code, expectedCode) << outcome_.error().detail.toStdString();                       \
    } while (false)
