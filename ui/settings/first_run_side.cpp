// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/first_run_side.h"

#include "ui/widgets/accessible.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/logo_mark.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace otklik::ui {

namespace {
constexpr int kWidth = 320;
constexpr int kCircle = 24;
constexpr int kLineHeight = 64;
constexpr int kTextLeft = kCircle + 12;
} // namespace

/// One step: circle with number or tick, name, detail, and the line down to the next one.
class FirstRunSide::Line final : public QWidget
{
public:
    Line(const Look &look, int number, QString name, bool isLast, QWidget *parent)
        : QWidget(parent)
        , m_look(look)
        , m_number(number)
        , m_name(std::move(name))
        , m_isLast(isLast)
    {
        setFixedHeight(isLast ? kCircle + 20 : kLineHeight);
        connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }
    void set(State state, const QString &detail)
    {
        m_state = state;
        m_detail = detail;
        const QString how = state == State::Done  ? FirstRunSide::tr("done")
                            : state == State::Now ? FirstRunSide::tr("now")
                                                  : FirstRunSide::tr("later");
        setAccessibleName(FirstRunSide::tr("Step %1, %2, %3: %4").arg(m_number).arg(m_name, how, detail));
        setToolTip(detail);
        update();
    }
    [[nodiscard]] State state() const { return m_state; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (!m_isLast)
            painter.fillRect(QRect(kCircle / 2, kCircle + 3, 1, height() - kCircle - 6), m_look.color(Token::Line2));
        const QRectF circle = QRectF(0, 0, kCircle, kCircle).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(m_state == State::Ahead ? QPen(m_look.color(Token::Line2)) : QPen(Qt::NoPen));
        painter.setBrush(m_look.color(m_state == State::Done  ? Token::GreenBg
                                      : m_state == State::Now ? Token::Accent
                                                              : Token::Panel));
        painter.drawEllipse(circle);
        if (m_state == State::Done) {
            m_look.icons.paint(painter, QRect(5, 5, 14, 14), QStringLiteral("check"), m_look.color(Token::Green));
        } else {
            painter.setFont(m_look.font(TypeRole::SecondStrong));
            painter.setPen(m_look.color(m_state == State::Now ? Token::TInv : Token::T2));
            painter.drawText(circle, Qt::AlignCenter, QString::number(m_number));
        }
        const int room = width() - kTextLeft;
        painter.setFont(m_look.font(m_state == State::Now ? TypeRole::Emphasis : TypeRole::Button));
        painter.setPen(m_look.color(m_state == State::Ahead ? Token::T2 : Token::T1));
        painter.drawText(QRect(kTextLeft, 2, room, 20), Qt::AlignLeft | Qt::AlignVCenter, m_name);
        painter.setFont(m_look.font(TypeRole::Second));
        painter.setPen(m_look.color(Token::T3));
        painter.drawText(QRect(kTextLeft, 23, room, 18), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_detail, Qt::ElideRight, room));
    }

private:
    Look m_look;
    int m_number;
    QString m_name, m_detail;
    bool m_isLast;
    State m_state = State::Ahead;
};

FirstRunSide::FirstRunSide(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_column(new QVBoxLayout(this))
{
    named(this, QStringLiteral("firstRunSide"), tr("Steps"));
    setSurface(this, QStringLiteral("side"));
    setFixedWidth(kWidth);
    m_column->setContentsMargins(32, 32, 32, 24);
    m_column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    auto *mark = new QLabel(this);
    const auto tint = [mark, look] { mark->setPixmap(LogoMark::pixmap(look.color(Token::Accent), 36)); };
    tint();
    connect(&look.theme, &Theme::changed, mark, tint);
    auto *name = new QLabel(QStringLiteral("Otklik"), this);
    name->setFont(look.font(TypeRole::Figure));
    head->addWidget(mark);
    head->addWidget(name, 1);
    m_column->addLayout(head);
    m_column->addSpacing(16);
    auto *sentence = new QLabel(tr("The support desk over a mailbox you already have. No server to install."), this);
    sentence->setWordWrap(true);
    setStyleProperty(sentence, "text_role", QStringLiteral("second"));
    m_column->addWidget(sentence);
    m_column->addSpacing(28);
    const QStringList names{tr("Who you are"), tr("Mailbox"), tr("Team"), tr("Ready")};
    for (size_t i = 0; i < m_lines.size(); ++i) {
        const bool isLast = i + 1 == m_lines.size();
        m_lines[i] = new Line(look, int(i) + 1, names.at(qsizetype(i)), isLast, this);
        m_column->addWidget(m_lines[i]);
    }
    m_column->addStretch(1);
}

void FirstRunSide::setStep(Step step, State state, const QString &detail)
{
    m_lines.at(static_cast<size_t>(step))->set(state, detail);
}

FirstRunSide::State FirstRunSide::state(Step step) const
{
    return m_lines.at(static_cast<size_t>(step))->state();
}

void FirstRunSide::offerDemo()
{
    auto *card = new QFrame(this);
    card->setProperty("card", true);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(16, 12, 16, 14);
    column->setSpacing(6);
    auto *title = new QLabel(tr("Only looking around?"), card);
    title->setFont(m_look.font(TypeRole::Emphasis));
    auto *sentence = new QLabel(
        tr("The demo mailbox lives on this computer, nothing is sent anywhere. You can add yours at any time."), card);
    sentence->setWordWrap(true);
    setStyleProperty(sentence, "text_role", QStringLiteral("second"));
    auto *button = named(new HintButton(m_look, HintButton::Kind::Plain, QStringLiteral("play"),
                                        tr("Go on with the demo"), tr("Esc", "key"), card),
                         QStringLiteral("firstRunDemo"), tr("Go on with the demo"));
    button->setAutoDefault(false);
    column->addWidget(title);
    column->addWidget(sentence);
    column->addWidget(button);
    m_column->addWidget(card);
    connect(button, &QPushButton::clicked, this, &FirstRunSide::demoRequested);
}

} // namespace otklik::ui
