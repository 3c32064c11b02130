// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QFrame>

class QLabel;

namespace otklik::ui {

/// One figure with its name, a second line, and the definition as tooltip. A click or Enter asks for its tickets.
class FigureTile final : public QFrame
{
    Q_OBJECT
public:
    FigureTile(const Look &look, const QString &objectName, const QString &title, const QString &definition,
               QWidget *parent = nullptr);
    void setFigure(const QString &figure, const QString &detail);
    [[nodiscard]] QString figure() const;

Q_SIGNALS:
    void activated();

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString m_title;
    QLabel *m_figure;
    QLabel *m_detail;
};

} // namespace otklik::ui
