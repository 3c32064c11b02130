// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/health_dialog.h"

#include "ui/conversation/source_dialog.h"
#include "ui/models/error_text.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/time_text.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace otklik::ui {

namespace {

constexpr int kMostListed = 500; ///< of each kind

QString placeOf(const QString &account, const QString &folder)
{
    return account + QStringLiteral(" / ") + workspace::ReadSession::folderName(folder);
}

} // namespace

HealthDialog::HealthDialog(const Look &look, WorkspaceClient &client, const MailboxHealth &health, QWidget *parent)
    : QDialog(parent)
    , m_look(look)
    , m_client(client)
    , m_folders(named(new QTreeWidget(this), QStringLiteral("healthFolders"), tr("Folders")))
    , m_notice(named(new QLabel(this), QStringLiteral("healthNotice"), tr("Mails that are not in order")))
    , m_mails(named(new QTreeWidget(this), QStringLiteral("healthMails"), tr("Mails that are not in order")))
{
    named(this, QStringLiteral("healthDialog"), tr("Health of the mailboxes"));
    setWindowTitle(tr("Health of the mailboxes"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(780, 280);
    auto *column = new QVBoxLayout(this);
    for (const MailboxHealth::Account &account : health.accounts()) {
        auto *line = new QLabel(this);
        line->setWordWrap(true);
        const auto tint = [this, line, account] {
            line->setText(QStringLiteral("<b style=\"color:%1\">%2</b><br>%3")
                              .arg(m_look.color(HealthLight::inkOf(account.level)).name(), account.name.toHtmlEscaped(),
                                   account.sentences.join(QStringLiteral(". ")).toHtmlEscaped()));
        };
        tint();
        connect(&look.theme, &Theme::changed, line, tint);
        column->addWidget(line);
    }
    if (!health.automaticMail().isEmpty())
        addAutomaticMail(health.automaticMail(), *column);
    m_folders->setHeaderLabels({tr("Folder"), tr("On the server"), tr("Here"), tr("Difference"), tr("Quarantine")});
    m_mails->setHeaderLabels({tr("Mail"), tr("Date"), tr("Size"), tr("Reason")});
    for (QTreeWidget *tree : {m_folders, m_mails}) {
        tree->setRootIsDecorated(false);
        tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    }
    m_folders->header()->setStretchLastSection(false);
    m_folders->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_folders->setSizeAdjustPolicy(QAbstractItemView::AdjustToContents);
    m_folders->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    m_mails->hide();
    m_notice->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(this);
    named(buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole), QStringLiteral("healthClose"), tr("Close"));
    m_source = named(buttons->addButton(tr("Show source"), QDialogButtonBox::ActionRole),
                     QStringLiteral("healthSource"), tr("Show source"));
    m_source->setEnabled(false);
    m_source->hide();
    auto *sync = named(buttons->addButton(tr("Synchronise now"), QDialogButtonBox::ActionRole),
                       QStringLiteral("healthSync"), tr("Synchronise now"));
    column->addWidget(m_folders);
    column->addWidget(m_notice);
    column->addWidget(m_mails, 1);
    column->addStretch();
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_source, &QPushButton::clicked, this, &HealthDialog::showSource);
    connect(m_mails, &QTreeWidget::itemActivated, this, &HealthDialog::showSource);
    connect(m_mails, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem *item) {
        m_source->setEnabled(item && m_entries[item->data(0, Qt::UserRole).toULongLong()].verdict == u"quarantined");
    });
    connect(sync, &QPushButton::clicked, this, [this] {
        Q_EMIT syncWanted();
        accept(); // what it finds is told by the light
    });
    onResult(m_client.readInPool(&HealthDialog::read), this, [this](const Result<Contents> &contents) {
        if (contents)
            show(*contents);
        else
            m_notice->setText(ErrorText::of(contents.error()));
    });
}

/// The breaker of what goes out by itself belongs to no mailbox: the team has one.
void HealthDialog::addAutomaticMail(const QString &sentence, QBoxLayout &column)
{
    auto *bar = named(new QWidget(this), QStringLiteral("healthAutomatic"), sentence);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto *line = new QLabel(bar);
    line->setWordWrap(true);
    const auto tint = [this, line, sentence] {
        line->setText(QStringLiteral("<b style=\"color:%1\">%2</b><br>%3")
                          .arg(m_look.color(HealthLight::inkOf(HealthLight::Level::Amber)).name(),
                               tr("Automatic mail").toHtmlEscaped(), sentence.toHtmlEscaped()));
    };
    tint();
    connect(&m_look.theme, &Theme::changed, line, tint);
    auto *resume =
        named(new QPushButton(tr("Let it go on"), bar), QStringLiteral("healthResume"), tr("Let automatic mail go on"));
    resume->setAutoDefault(false);
    row->addWidget(line, 1);
    row->addWidget(resume, 0, Qt::AlignTop);
    column.addWidget(bar);
    connect(resume, &QPushButton::clicked, this, [this, bar, resume] {
        resume->setEnabled(false);
        const auto future = m_client.order([](workspace::Workspace &engine) { return engine.resumeAutomaticMail(); });
        onResult(future, this, [this, bar, resume](const Result<void> &done) {
            // Refused: a colleague was faster, or it is closed for another reason. Either way nothing is stopped now.
            const bool goesOn = done || done.error().code == ErrorCode::RefusedByRule;
            resume->setEnabled(!goesOn);
            if (!goesOn)
                return m_notice->setText(ErrorText::of(done.error()));
            bar->hide();
            Q_EMIT automaticMailResumed();
        });
    });
}

Result<HealthDialog::Contents> HealthDialog::read(const workspace::ReadSession &session)
{
    auto folders = session.ledger({});
    if (!folders)
        return Failure(folders.error());
    Contents contents{std::move(*folders), {}};
    for (const char *verdict : {"quarantined", "missing", "unplaced"}) {
        auto entries = session.ledgerEntries({{}, QLatin1String(verdict), kMostListed});
        if (!entries)
            return Failure(entries.error());
        contents.entries.insert(contents.entries.end(), std::make_move_iterator(entries->begin()),
                                std::make_move_iterator(entries->end()));
    }
    return contents;
}

void HealthDialog::show(const Contents &contents)
{
    m_ledger = contents.folders;
    showFolders();
    connect(&m_look.theme, &Theme::changed, this, &HealthDialog::showFolders);
    m_entries = contents.entries;
    showEntries();
}

void HealthDialog::showFolders()
{
    m_folders->clear();
    const QLocale locale;
    for (const auto &[state, sum] : m_ledger) {
        auto *item =
            new QTreeWidgetItem(m_folders, {placeOf(state.account, state.name), locale.toString(sum.server),
                                            locale.toString(sum.local), locale.toString(sum.difference),
                                            locale.toString(sum.verdicts.value(QStringLiteral("quarantined")))});
        for (int number = 1; number < 5; ++number)
            item->setTextAlignment(number, Qt::AlignRight | Qt::AlignVCenter);
        if (sum.difference > 0)
            item->setForeground(3, m_look.color(Token::Red));
    }
}

void HealthDialog::showEntries()
{
    m_notice->setText(m_entries.empty()
                          ? tr("No mail is in quarantine, none is missing.")
                          : tr("Mails in quarantine are kept with their source and tried again with the "
                               "next version. Missing ones are fetched again with each synchronisation."));
    m_mails->setVisible(!m_entries.empty());
    m_source->setVisible(!m_entries.empty());
    if (!m_entries.empty())
        resize(width(), 520);
    const QLocale locale;
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_client.clock().now().ms());
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const store::LedgerEntry &entry = m_entries[i];
        const QString place = QStringLiteral("%1 / %2").arg(placeOf(entry.account, entry.folder)).arg(entry.uid);
        auto *item = new QTreeWidgetItem(
            m_mails,
            {place,
             entry.date.isNever() ? QString() : TimeText::stamp(QDateTime::fromMSecsSinceEpoch(entry.date.ms()), now),
             entry.size > 0 ? locale.formattedDataSize(entry.size) : QString(), reasonOf(entry)});
        item->setToolTip(3, reasonOf(entry));
        item->setData(0, Qt::UserRole, QVariant::fromValue<qulonglong>(i));
    }
    if (!m_entries.empty())
        m_mails->setCurrentItem(m_mails->topLevelItem(0));
}

/// The words after the colon are for whoever mends the program.
QString HealthDialog::reasonOf(const store::LedgerEntry &entry)
{
    const QString detail = entry.reason.section(QStringLiteral(": "), 1);
    if (entry.verdict == u"missing")
        return tr("On the server, but not handed out");
    if (entry.verdict == u"unplaced")
        return tr("On no ticket");
    if (entry.reason.startsWith(u"could not be read"))
        return tr("Could not be read (%1)").arg(detail);
    if (entry.reason.startsWith(u"could not be filed"))
        return tr("Could not be filed (%1)").arg(detail);
    return tr("Not a decision of the team (%1)").arg(entry.reason);
}

void HealthDialog::showSource()
{
    const QTreeWidgetItem *item = m_mails->currentItem();
    if (!item)
        return;
    const store::LedgerEntry entry = m_entries[item->data(0, Qt::UserRole).toULongLong()];
    const auto future = m_client.readInPool([entry](const workspace::ReadSession &session) {
        return session.quarantinedSource(entry.account, entry.folder, entry.uid);
    });
    onResult(future, this, [this](const Result<QByteArray> &raw) {
        if (raw)
            (new SourceDialog(m_look, *raw, this))->open();
        else
            m_notice->setText(ErrorText::of(raw.error()));
    });
}

} // namespace otklik::ui
