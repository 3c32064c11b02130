// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/server_profiles.h"

namespace otklik::test {

namespace {

QByteArrayList wordsOf(const char *text)
{
    return QByteArray(text).split(' ');
}

QByteArray lettersOf(QByteArray extension)
{
    return extension.replace("+", "Plus").replace("=", "Is").replace("-", "");
}

std::vector<ServerProfile> makeProfiles()
{
    std::vector<ServerProfile> profiles{{"All", everyExtension()}};
    for (const QByteArray &extension : everyExtension()) {
        if (extension == "IMAP4rev1")
            continue;
        ServerProfile without{"No", everyExtension()};
        without.name += lettersOf(extension);
        without.offers.removeAll(extension);
        if (extension == "CONDSTORE") // RFC 7162: who has QRESYNC has CONDSTORE
            without.offers.removeAll("QRESYNC");
        if (extension == "LIST-EXTENDED")
            without.offers.removeAll("LIST-STATUS");
        profiles.push_back(without);
    }
    profiles.push_back({"Bare", {"IMAP4rev1"}});
    profiles.push_back({"BareWithoutUidNext", {"IMAP4rev1"}, false});
    profiles.push_back({"Rev2Only", wordsOf("IMAP4rev2 CONDSTORE QRESYNC OBJECTID")});
    profiles.push_back({"Rev2Alone", {"IMAP4rev2"}});
    profiles.push_back({"Utf8Only", everyExtension() << "UTF8=ONLY"});
    // what real ones offer
    profiles.push_back(
        {"Dovecot", wordsOf("IMAP4rev1 ENABLE IDLE NAMESPACE ID LITERAL+ UIDPLUS CONDSTORE QRESYNC ESEARCH "
                            "LIST-EXTENDED LIST-STATUS SPECIAL-USE MULTIAPPEND MOVE UNSELECT NOTIFY "
                            "STATUS=SIZE SASL-IR")});
    profiles.push_back(
        {"Cyrus", wordsOf("IMAP4rev1 ENABLE IDLE NAMESPACE ID LITERAL+ UIDPLUS CONDSTORE QRESYNC ESEARCH "
                          "LIST-EXTENDED LIST-STATUS SPECIAL-USE MULTIAPPEND MOVE UNSELECT OBJECTID "
                          "STATUS=SIZE SASL-IR")});
    profiles.push_back({"Gmail", wordsOf("IMAP4rev1 ENABLE IDLE NAMESPACE ID LITERAL- UIDPLUS CONDSTORE ESEARCH "
                                         "LIST-EXTENDED LIST-STATUS SPECIAL-USE MOVE UNSELECT UTF8=ACCEPT X-GM-EXT-1 "
                                         "SASL-IR")});
    profiles.push_back({"Exchange", wordsOf("IMAP4rev1 IDLE NAMESPACE ID LITERAL+ UIDPLUS MOVE UNSELECT SASL-IR")});
    profiles.push_back({"Yandex", wordsOf("IMAP4rev1 ENABLE IDLE NAMESPACE ID LITERAL+ UIDPLUS MOVE UNSELECT")});
    profiles.push_back(
        {"Icloud", wordsOf("IMAP4rev1 ENABLE IDLE NAMESPACE ID UIDPLUS CONDSTORE QRESYNC ESEARCH LIST-STATUS "
                           "SASL-IR XAPPLEPUSHSERVICE")});
    return profiles;
}

} // namespace

QByteArrayList everyExtension()
{
    return wordsOf("IMAP4rev1 ENABLE IDLE NAMESPACE ID LITERAL+ UIDPLUS CONDSTORE QRESYNC ESEARCH LIST-EXTENDED "
                   "LIST-STATUS SPECIAL-USE MULTIAPPEND MOVE UNSELECT NOTIFY OBJECTID STATUS=SIZE SASL-IR "
                   "UTF8=ACCEPT X-GM-EXT-1");
}

const std::vector<ServerProfile> &serverProfiles()
{
    static const std::vector<ServerProfile> kProfiles = makeProfiles();
    return kProfiles;
}

} // namespace otklik::test
