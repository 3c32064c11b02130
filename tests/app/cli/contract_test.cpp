// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/contract_test.h"

#include <QFile>
#include <QRegularExpression>

namespace otklik::test {

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

void expectTime(const QJsonValue &value)
{
    static const QRegularExpression form(QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"));
    EXPECT_TRUE(form.match(value.toString()).hasMatch()) << value.toString().toStdString();
}

void expectTimeOrNull(const QJsonValue &value)
{
    if (!value.isNull())
        expectTime(value);
}

void expectTextOrNull(const QJsonValue &value)
{
    EXPECT_TRUE(value.isNull() || (value.isString() && !value.toString().isEmpty()));
}

void expectInteger(const QJsonValue &value)
{
    ASSERT_TRUE(value.isDouble());
    EXPECT_EQ(value.toDouble(), double(value.toInteger()));
}

void expectIntegerOrNull(const QJsonValue &value)
{
    if (!value.isNull())
        expectInteger(value);
}

void expectTicket(const QJsonObject &ticket)
{
    expectIntegerOrNull(at(ticket, "number"));
    for (const char *name : {"subject", "status", "priority", "channel"})
        EXPECT_TRUE(at(ticket, name).isString()) << name;
    for (const char *name : {"assignee", "category", "cause", "mailbox"})
        expectTextOrNull(at(ticket, name));
    for (const char *name : {"created_at", "updated_at"})
        expectTime(at(ticket, name));
    for (const char *name : {"solved_at", "due_at", "snoozed_until"})
        expectTimeOrNull(at(ticket, name));
    for (const char *name : {"messages", "notes"})
        expectInteger(at(ticket, name));
    for (const char *name : {"unread", "overdue"})
        EXPECT_TRUE(at(ticket, name).isBool()) << name;
    EXPECT_TRUE(at(ticket, "tags").isArray());
    const QJsonObject requester = at(ticket, "requester").toObject();
    EXPECT_TRUE(at(requester, "name").isString());
    EXPECT_TRUE(at(requester, "address").toString().contains(QLatin1Char('@')));
    expectTextOrNull(at(requester, "company"));
}

void ContractTest::SetUp()
{
    ASSERT_TRUE(m_dir.isValid());
    m_cli.must(words("demo"));
}

QJsonObject ContractTest::done(const QStringList &arguments) const
{
    const CliResult result = m_cli.run(arguments);
    EXPECT_EQ(result.exitCode, 0) << arguments.join(QLatin1Char(' ')).toStdString() << ": " << result.said();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(result.out, &error);
    EXPECT_EQ(error.error, QJsonParseError::NoError) << result.said();
    EXPECT_TRUE(document.isObject()) << result.said();
    return document.object();
}

void ContractTest::refused(int exitCode, const char *errorCode, const QStringList &arguments) const
{
    const std::string what = arguments.join(QLatin1Char(' ')).toStdString();
    const CliResult result = m_cli.run(arguments);
    EXPECT_EQ(result.exitCode, exitCode) << what << ": " << result.said();
    const QJsonObject error = at(result.json(), "error").toObject();
    EXPECT_EQ(at(error, "code").toString(), QLatin1String(errorCode)) << what << ": " << result.said();
    EXPECT_FALSE(at(error, "message").toString().isEmpty()) << what;
    const CliResult plain = m_cli.runPlain(arguments);
    EXPECT_EQ(plain.exitCode, exitCode) << what << ": " << plain.said();
    EXPECT_TRUE(plain.err.startsWith(QLatin1String("otklik-cli: "))) << what << ": " << plain.said();
    EXPECT_EQ(plain.err.count(QLatin1Char('\n')), 1) << what << ": " << plain.said();
}

QString ContractTest::write(const char *name, const QByteArray &bytes) const
{
    QFile file(path(name));
    EXPECT_TRUE(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    return file.fileName();
}

QByteArray ContractTest::read(const QString &path)
{
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    return file.readAll();
}

QString ContractTest::someTicket(const char *query) const
{
    const QJsonArray found = m_cli.tickets(QString::fromUtf8(query));
    EXPECT_FALSE(found.isEmpty()) << query;
    return QString::number(found.first()[QLatin1String("number")].toInteger());
}

} // namespace otklik::test
