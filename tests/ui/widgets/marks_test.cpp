// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/count_badge.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/person_mark.h"
#include "ui/widgets/sla_chip.h"
#include "ui/widgets/time_text.h"

#include <QLocale>
#include <QTest>

using namespace otklik::ui;
using namespace std::chrono_literals;

class MarksTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }
    void durations();
    void stamps();
    void slaTones();
    void initials();
    void avatarColourIsStable();
    void badges();
    void flowWraps();
    void elidedLabelKeepsTheWholeName();
};

void MarksTest::durations()
{
    QCOMPARE(TimeText::duration(40s), QStringLiteral("< 1 m"));
    QCOMPARE(TimeText::duration(46min), QStringLiteral("46 m"));
    QCOMPARE(TimeText::duration(72min), QStringLiteral("1 h 12 m"));
    QCOMPARE(TimeText::duration(305min), QStringLiteral("5 h 05 m"));
    QCOMPARE(TimeText::duration(29h), QStringLiteral("1 d 5 h"));
    QCOMPARE(TimeText::duration(48h), QStringLiteral("2 d"));
    QCOMPARE(TimeText::ago(2s), QStringLiteral("2 s ago"));
    QCOMPARE(TimeText::ago(12min), QStringLiteral("12 min ago"));
}

void MarksTest::stamps()
{
    const QDateTime now(QDate(2026, 3, 12), QTime(14, 20));
    QCOMPARE(TimeText::stamp(QDateTime(QDate(2026, 3, 12), QTime(9, 32)), now), QStringLiteral("09:32"));
    QCOMPARE(TimeText::dayStamp(QDateTime(QDate(2026, 3, 12), QTime(9, 32)), now), QStringLiteral("Today 09:32"));
    QCOMPARE(TimeText::stamp(QDateTime(QDate(2026, 3, 11), QTime(9, 32)), now), QStringLiteral("Yesterday 09:32"));
    QCOMPARE(TimeText::stamp(QDateTime(QDate(2026, 3, 9), QTime(9, 32)), now), QStringLiteral("9 March"));
    QCOMPARE(TimeText::stamp(QDateTime(QDate(2025, 12, 9), QTime(9, 32)), now), QStringLiteral("9 December 2025"));
}

void MarksTest::slaTones()
{
    QCOMPARE(SlaChip::running(220min).tone, SlaChip::Tone::Green);
    QCOMPARE(SlaChip::running(220min).icon, QString());
    QCOMPARE(SlaChip::running(90min).tone, SlaChip::Tone::Green);
    QCOMPARE(SlaChip::running(89min).tone, SlaChip::Tone::Amber);
    QCOMPARE(SlaChip::running(30min).tone, SlaChip::Tone::Amber);
    QCOMPARE(SlaChip::running(29min).tone, SlaChip::Tone::Red);
    QCOMPARE(SlaChip::running(-8min).tone, SlaChip::Tone::Red);
    QCOMPARE(SlaChip::running(-8min).text, QStringLiteral("8 m over"));
    QCOMPARE(SlaChip::running(10min, {5min, 1min}).tone, SlaChip::Tone::Green);
}

void MarksTest::initials()
{
    QCOMPARE(initialsOf(QStringLiteral("Irina Belova"), QString()), QStringLiteral("IB"));
    QCOMPARE(initialsOf(QStringLiteral("Анна Мария Гущина"), QString()), QStringLiteral("АГ"));
    QCOMPARE(initialsOf(QStringLiteral("  "), QStringLiteral("o.sand@x.example")), QStringLiteral("OS"));
    QCOMPARE(initialsOf(QString(), QString()), QStringLiteral("?"));
}

void MarksTest::avatarColourIsStable()
{
    const int index = avatarIndexOf(QStringLiteral("irina@velmora.example"));
    QCOMPARE(avatarIndexOf(QStringLiteral("Irina@Velmora.example")), index);
    QSet<int> seen;
    for (int i = 0; i < 60; ++i)
        seen.insert(avatarIndexOf(QStringLiteral("person%1@x.example").arg(i)));
    QCOMPARE(seen.size(), 6);
}

void MarksTest::badges()
{
    QCOMPARE(badgeText(0), QString());
    QCOMPARE(badgeText(7), QStringLiteral("7"));
    QCOMPARE(badgeText(140), QStringLiteral("99+"));
}

void MarksTest::flowWraps()
{
    QWidget box;
    auto *flow = new FlowLayout(8, &box);
    for (int i = 0; i < 3; ++i) {
        auto *item = new QWidget;
        item->setFixedSize(100, 20);
        flow->addWidget(item);
    }
    QCOMPARE(flow->heightForWidth(400), 20);
    QCOMPARE(flow->heightForWidth(220), 48);
    QCOMPARE(flow->heightForWidth(100), 76);
    // The last one does not stand alone: the second line has two, or it is the first of its own where nothing fits.
    flow->setFollower(flow->itemAt(2)->widget());
    box.resize(220, 100);
    flow->setGeometry(box.rect());
    QCOMPARE(flow->itemAt(1)->geometry().topLeft(), QPoint(0, 28));
    QCOMPARE(flow->itemAt(2)->geometry().topLeft(), QPoint(108, 28));
    QCOMPARE(flow->heightForWidth(400), 20);
    QCOMPARE(flow->heightForWidth(100), 76);
}

void MarksTest::elidedLabelKeepsTheWholeName()
{
    ElidedLabel label(QStringLiteral("a rather long sentence that will not fit"));
    label.resize(60, 20);
    QVERIFY(label.isElided());
    QCOMPARE(label.accessibleName(), label.text());
    QVERIFY(label.minimumSizeHint().width() <= 24);
}

QTEST_MAIN(MarksTest)
#include "marks_test.moc"
