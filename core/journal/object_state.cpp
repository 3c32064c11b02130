// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/object_state.h"

#include "core/journal/canonical_json.h"

namespace otklik::journal {

namespace {

QJsonObject fieldToJson(const Field &field)
{
    return {{QStringLiteral("value"), field.value},
            {QStringLiteral("version"), field.version},
            {QStringLiteral("by"), field.by},
            {QStringLiteral("at"), field.at.ms()}};
}

QJsonObject entryToJson(const ListEntry &entry)
{
    return {{QStringLiteral("event"), QString::fromLatin1(entry.event)},
            {QStringLiteral("by"), entry.by},
            {QStringLiteral("at"), entry.at.ms()},
            {QStringLiteral("data"), entry.data}};
}

Field fieldFromJson(const QJsonObject &json)
{
    Field field;
    field.value = json.value(QLatin1String("value"));
    field.version = json.value(QLatin1String("version")).toInteger();
    field.by = json.value(QLatin1String("by")).toString();
    field.at = timeFromJson(json.value(QLatin1String("at")));
    return field;
}

ListEntry entryFromJson(const QJsonObject &json)
{
    ListEntry entry;
    entry.event = json.value(QLatin1String("event")).toString().toLatin1();
    entry.by = json.value(QLatin1String("by")).toString();
    entry.at = timeFromJson(json.value(QLatin1String("at")));
    entry.data = json.value(QLatin1String("data")).toObject();
    return entry;
}

template<typename Map, typename Read>
void readMembers(const QJsonValue &json, Map &map, Read read)
{
    const QJsonObject members = json.toObject();
    for (auto it = members.begin(); it != members.end(); ++it)
        map.emplace(it.key(), read(it.value()));
}

std::set<QString> setFromJson(const QJsonValue &json)
{
    std::set<QString> elements;
    for (const QJsonValue &element : json.toArray())
        elements.insert(element.toString());
    return elements;
}

std::vector<ListEntry> listFromJson(const QJsonValue &json)
{
    std::vector<ListEntry> entries;
    for (const QJsonValue &entry : json.toArray())
        entries.push_back(entryFromJson(entry.toObject()));
    return entries;
}

} // namespace

QJsonValue ObjectState::value(const QString &field) const
{
    const auto it = fields.find(field);
    return it == fields.end() ? QJsonValue(QJsonValue::Undefined) : it->second.value;
}

qint64 ObjectState::version(const QString &field) const
{
    const auto it = fields.find(field);
    return it == fields.end() ? 0 : it->second.version;
}

QJsonObject objectStateToJson(const ObjectState &state)
{
    QJsonObject fields, sets, lists;
    for (const auto &[name, field] : state.fields)
        fields.insert(name, fieldToJson(field));
    for (const auto &[name, elements] : state.sets) {
        QJsonArray array;
        for (const QString &element : elements)
            array.append(element);
        sets.insert(name, array);
    }
    for (const auto &[name, entries] : state.lists) {
        QJsonArray array;
        for (const ListEntry &entry : entries)
            array.append(entryToJson(entry));
        lists.insert(name, array);
    }
    return {{QStringLiteral("object"), state.object},
            {QStringLiteral("fields"), fields},
            {QStringLiteral("sets"), sets},
            {QStringLiteral("lists"), lists},
            {QStringLiteral("needs_newer_app"), state.needsNewerApp}};
}

Result<ObjectState> objectStateFromJson(const QJsonObject &json)
{
    ObjectState state;
    state.object = json.value(QLatin1String("object")).toString();
    if (state.object.isEmpty() || !canonicalJson(json))
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("stored state of a journal object is damaged"));
    readMembers(json.value(QLatin1String("fields")), state.fields,
                [](const QJsonValue &field) { return fieldFromJson(field.toObject()); });
    readMembers(json.value(QLatin1String("sets")), state.sets, setFromJson);
    readMembers(json.value(QLatin1String("lists")), state.lists, listFromJson);
    state.needsNewerApp = json.value(QLatin1String("needs_newer_app")).toBool();
    return state;
}

} // namespace otklik::journal
