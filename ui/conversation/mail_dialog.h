// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/conversation/conversation_source.h"
#include "ui/widgets/look.h"

#include <QDialog>

class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace otklik::ui {

/// A mail that lies inside another one: who, when, what, its text and files; mails inside it open the same way, down to
/// eight levels. Nothing remote is loaded. A charset that is chosen here holds while it is open.
class MailDialog final : public QDialog
{
    Q_OBJECT
public:
    static constexpr int kMostDepth = 8;
    MailDialog(const Look &look, ConversationSource &source, const QByteArray &raw, const MessageView &view, int depth,
               QWidget *parent = nullptr);

private:
    void showView(const MessageView &view);
    void readAs(const QByteArray &charset);
    QWidget *makeHead(const MessageView &view);
    QWidget *makePage(const MessageView &view);
    QWidget *makeFiles(const MessageView &view);
    void addNotice(QVBoxLayout *column, const QString &text, Token ink);
    void openNested(int part);
    void save(const ticket::AttachmentInfo &file);
    void tell(const QString &sentence);

    Look m_look;
    ConversationSource &m_source;
    QByteArray m_raw;
    int m_depth;
    QVBoxLayout *m_column;
    QWidget *m_head = nullptr;
    QScrollArea *m_scroll;
    QPushButton *m_charset;
};

} // namespace otklik::ui
