// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/partner_number.h"

#include "core/ticket/company_of.h"
#include "core/ticket/subject_token.h"

#include <QRegularExpression>

#include <algorithm>

namespace otklik::ticket {

namespace {

constexpr std::size_t kMost = 3;
constexpr auto kOptions = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;

const std::vector<QRegularExpression> &forms()
{
    static const std::vector<QRegularExpression> all{
        // [#123456] [~123] [Ticket#2024010110000012] [Ticket: 1234] [desk.example #1234] [SID#12]
        QRegularExpression(
            QStringLiteral("\\[\\s*(?:[\\w. -]{0,30}[#№~]|(?:ticket|case|request|incident|тикет|заявка|обращение|"
                           "запрос|инцидент|sid|tid|id|ref)\\s*:?)\\s*([a-z]{0,6}-?\\d{2,20})\\s*\\]"),
            kOptions),
        // Request #1234, Ticket received - #1234, Ticket no. 1234, Обращение № 12345, Vorgang: 1234 (but no year:
        // Anfrage: 2026)
        QRegularExpression(
            QStringLiteral(
                "\\b(?:ticket|request|case|incident|тикет\\w{0,2}|заявк\\w{1,3}|обращени\\w{1,2}|запрос\\w{0,2}|"
                "инцидент\\w{0,2}|anfrage|vorgang|störung)\\b(?:[^#№\\d\\[\\]]{0,25}[#№]|\\s*(?:id|number|no|nr|"
                "номер)\\b[.:]?|\\s*:(?!\\s*(?:19|20)\\d\\d\\b))\\s*([a-z]{0,6}-?\\d{3,20})\\b"),
            kOptions),
        // INC0012345 and its like
        QRegularExpression(QStringLiteral("\\b((?:INC|REQ|RITM|SCTASK|CHG|PRB|CS)\\d{5,12})\\b")),
        // [JIRA] (SHOP-12) …, [SHOP-123] …; round brackets hold product names, and standards look the same
        QRegularExpression(QStringLiteral("\\[JIRA\\].{0,20}?\\(?\\b([A-Z][A-Z0-9]{1,9}-\\d{1,8})\\b")),
        QRegularExpression(
            QStringLiteral("\\[(?!(?:ISO|IEC|IEEE|DIN|EN|RFC|CVE|CWE)-)([A-Z][A-Z0-9]{1,9}-\\d{3,8})\\]")),
    };
    return all;
}

bool mayNameOne(const QString &subject)
{
    return std::any_of(subject.begin(), subject.end(), [](QChar c) { return c.isDigit(); });
}

} // namespace

std::vector<QByteArray> partnerMarks(const QString &fromAddress, const QString &subject)
{
    std::vector<QByteArray> marks;
    if (!mayNameOne(subject))
        return marks;
    const QString domain = companyDomainOf(fromAddress);
    if (domain.isEmpty())
        return marks;
    const QString plain = withoutSubjectTokens(subject).left(400);
    for (const QRegularExpression &form : forms()) {
        auto matches = form.globalMatch(plain);
        while (matches.hasNext() && marks.size() < kMost) {
            const QByteArray mark = "partner:" + domain.toUtf8() + ':' + matches.next().captured(1).toUpper().toUtf8();
            if (std::find(marks.begin(), marks.end(), mark) == marks.end())
                marks.push_back(mark);
        }
    }
    return marks;
}

} // namespace otklik::ticket
