// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// How long the program itself takes for each query, one after the other in one process, as somebody types them:
//     search_bench PROFILE < QUERIES
// One query a line; prints milliseconds, a line each. Without an argument it is skipped (77).
#include "core/base/clock.h"
#include "core/workspace/read_session.h"

#include <QElapsedTimer>

#include <iostream>
#include <string>

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::cout << "no profile is named\n";
        return 77;
    }
    const otklik::SystemClock clock;
    const auto session = otklik::workspace::ReadSession::open(QString::fromLocal8Bit(argv[1]), clock);
    if (!session) {
        std::cerr << session.error().detail.toStdString() << '\n';
        return 1;
    }
    std::string query;
    while (std::getline(std::cin, query)) {
        QElapsedTimer timer;
        timer.start();
        const auto found = (*session)->search(QString::fromStdString(query), {}, 50);
        if (!found) {
            std::cerr << found.error().detail.toStdString() << '\n';
            return 1;
        }
        std::cout << double(timer.nsecsElapsed()) / 1e6 << '\n';
    }
    return 0;
}
