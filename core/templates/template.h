// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

namespace otklik::templates {

/// A piece of the template's source, in UTF-16 units.
struct SourceRange
{
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const SourceRange &) const = default;
};

/// What can be wrong with a template; the window puts it into words.
enum class Problem {
    UnclosedTag,   ///< "{{" without "}}"
    EmptyTag,      ///< "{{ }}"
    BadName,       ///< a name has other characters than letters, digits, ".", "_" and "-"
    BadFallBack,   ///< after "|" no quoted text
    BadCondition,  ///< "if" without a name, or a comparison with something unquoted
    BadInclude,    ///< "include" without the name of an answer
    EmptyQuestion, ///< "?" without a question
    UnclosedIf,    ///< "if" without "end"
    StrayElse,     ///< "else" outside "if", or a second one
    StrayEnd,      ///< "end" outside "if"
    TooDeep,       ///< more than kMaxDepth "if"s in each other
};
struct ParseError
{
    Problem problem = Problem::EmptyTag;
    SourceRange where;
    bool operator==(const ParseError &) const = default;
};

struct Node;
using Nodes = std::vector<Node>;

struct Text
{
    QString text;
};
struct Placeholder
{
    QString name;
    std::optional<QString> fallBack;
};
/// Asked for when the answer is inserted.
struct Question
{
    QString question;
    std::optional<QString> fallBack;
};
struct Include
{
    QString name;
};
/// A tag that has no meaning. It stays visible and counts as a gap, so that it cannot be sent.
struct Broken
{
    Problem problem = Problem::EmptyTag;
};
/// `if name`, `if not name`, `if name == "text"`, `if name != "text"`. Comparison ignores case.
struct Condition
{
    QString name;
    bool negated = false;
    std::optional<QString> equals; ///< none: is there a value (other than "", "false", "no", "0")?
};
struct Conditional
{
    Condition condition;
    Nodes then, otherwise;
};
struct Node
{
    SourceRange range;
    std::variant<Text, Placeholder, Question, Include, Broken, Conditional> what;
};

inline constexpr int kMaxDepth = 32;

/// A canned response, parsed. Parsing is total: any text gives a template, faults are in
/// `errors` with their place. Pure value.
class Template final
{
public:
    [[nodiscard]] static Template parse(const QString &source);

    [[nodiscard]] const QString &source() const { return m_source; }
    [[nodiscard]] const Nodes &nodes() const { return m_nodes; }
    [[nodiscard]] const std::vector<ParseError> &errors() const { return m_errors; }
    /// Each once, in order of appearance (in every branch; includes are not followed).
    [[nodiscard]] QStringList placeholders() const; ///< names in placeholders and conditions
    [[nodiscard]] QStringList questions() const;
    [[nodiscard]] QStringList includes() const;

private:
    QString m_source;
    Nodes m_nodes;
    std::vector<ParseError> m_errors;
};

} // namespace otklik::templates
