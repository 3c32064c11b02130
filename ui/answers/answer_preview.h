// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/desk_values.h"
#include "ui/widgets/look.h"

#include <QTextEdit>

namespace otklik::ui {

/// A filled answer, read-only, its placeholders tinted.
class AnswerPreview final : public QTextEdit
{
    Q_OBJECT
public:
    explicit AnswerPreview(const Look &look, QWidget *parent = nullptr);
    void show(const workspace::RenderedAnswer &answer);
    using QTextEdit::show;

private:
    Look m_look;
    workspace::RenderedAnswer m_answer;
};

} // namespace otklik::ui
