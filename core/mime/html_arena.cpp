// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/html_arena.h"

#include <algorithm>

namespace otklik::mime {

namespace {

constexpr std::size_t kMostMemory = 256UL * 1024 * 1024;
constexpr std::size_t kBlock = 64UL * 1024;
constexpr std::chrono::seconds kLongestParse{2};

} // namespace

bool HtmlArena::parse(const QByteArray &source, GumboOutput **output)
{
    *output = nullptr;
    m_blocks.clear();
    m_left = m_total = 0;
    m_deadline = std::chrono::steady_clock::now() + kLongestParse;
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    options.allocator = &HtmlArena::allocate;
    options.deallocator = &HtmlArena::release;
    options.userdata = this;
    if (setjmp(m_giveUp) != 0) // NOLINT(cert-err52-cpp): gumbo is C and has no way to stop
        return false;
    *output = gumbo_parse_with_options(&options, source.constData(), std::size_t(source.size()));
    return true;
}

void *HtmlArena::allocate(void *self, std::size_t size)
{
    return static_cast<HtmlArena *>(self)->take(size);
}

void HtmlArena::release(void *, void *)
{
    // Everything goes with the arena.
}

void *HtmlArena::take(std::size_t size)
{
    constexpr std::size_t kAlign = alignof(std::max_align_t);
    const std::size_t wanted = (std::max<std::size_t>(size, 1) + kAlign - 1) / kAlign * kAlign;
    check();
    if (wanted > m_left) {
        const std::size_t block = std::max(wanted, kBlock);
        m_total += block;
        if (m_total > kMostMemory)
            std::longjmp(m_giveUp, 1); // NOLINT(cert-err52-cpp)
        m_blocks.push_back(std::unique_ptr<std::byte[]>(new std::byte[block]));
        m_free = m_blocks.back().get();
        m_left = block;
    }
    void *memory = m_free;
    m_free += wanted;
    m_left -= wanted;
    return memory;
}

void HtmlArena::check()
{
    // A look at the clock at each call would cost more than the parsing.
    if ((++m_calls & 255U) == 0 && std::chrono::steady_clock::now() > m_deadline)
        std::longjmp(m_giveUp, 1); // NOLINT(cert-err52-cpp)
}

} // namespace otklik::mime
