// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <gumbo.h>

#include <chrono>
#include <csetjmp>
#include <cstddef>
#include <memory>
#include <vector>

namespace otklik::mime {

/// Memory of one parsed document. Gumbo frees its tree by recursion (a deep tree overflows the stack) and knows no
/// limits (open formatting elements multiply): here all of it lies in blocks that go at once, and a document that takes
/// more than 256 MB or two seconds is given up.
class HtmlArena final
{
public:
    HtmlArena() = default;
    HtmlArena(const HtmlArena &) = delete;
    HtmlArena &operator=(const HtmlArena &) = delete;

    /// False when the document was given up; `*output` then is null. `source` must outlive the output.
    [[nodiscard]] bool parse(const QByteArray &source, GumboOutput **output);

private:
    static void *allocate(void *self, std::size_t size);
    static void release(void *self, void *memory);
    /// No destructors stand between this and `m_giveUp`: the frames jumped over are all C.
    void *take(std::size_t size);
    void check();

    std::vector<std::unique_ptr<std::byte[]>> m_blocks;
    std::byte *m_free = nullptr;
    std::size_t m_left = 0;
    std::size_t m_total = 0;
    unsigned m_calls = 0;
    std::chrono::steady_clock::time_point m_deadline;
    std::jmp_buf m_giveUp;
};

} // namespace otklik::mime
