// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/remote_images.h"

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QRegularExpression>

#include <memory>

namespace otklik::ui {

RemoteImages::RemoteImages(QObject *parent)
    : QObject(parent)
{
    m_network.setRedirectPolicy(QNetworkRequest::NoLessSafeRedirectPolicy);
}

QStringList RemoteImages::sourcesIn(const QString &html)
{
    static const QRegularExpression image(QStringLiteral(R"re(<img\b[^>]*?\bsrc="(https?://[^"]+)")re"),
                                          QRegularExpression::CaseInsensitiveOption);
    QStringList found;
    for (auto it = image.globalMatch(html); it.hasNext();) {
        const QString url = it.next().captured(1).replace(QLatin1String("&amp;"), QLatin1String("&"));
        if (!found.contains(url))
            found << url;
    }
    return found;
}

void RemoteImages::fetchFor(MessageView view, std::function<void(MessageView)> done)
{
    const QStringList urls = sourcesIn(view.html + view.foldedHtml).mid(0, kMaxImages);
    if (urls.isEmpty())
        return done(std::move(view));
    struct Batch
    {
        MessageView view;
        std::function<void(MessageView)> done;
        qsizetype open = 0;
    };
    const auto batch = std::make_shared<Batch>(Batch{std::move(view), std::move(done), urls.size()});
    for (const QString &url : urls) {
        QNetworkRequest request{QUrl(url)};
        request.setTransferTimeout(kTimeoutMs);
        request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
        request.setRawHeader("Accept", "image/*");
        QNetworkReply *reply = m_network.get(request);
        connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received) {
            if (received > kMaxBytes)
                reply->abort();
        });
        connect(reply, &QNetworkReply::finished, this, [reply, url, batch] {
            reply->deleteLater();
            // A picture that cannot be had stays an empty frame, as in any mail program.
            if (reply->error() == QNetworkReply::NoError)
                batch->view.inlineImages.insert(url, reply->readAll());
            if (--batch->open == 0)
                batch->done(std::move(batch->view));
        });
    }
}

} // namespace otklik::ui
