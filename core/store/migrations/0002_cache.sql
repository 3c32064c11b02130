-- SPDX-FileCopyrightText: Otklik maintainers
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Mails without any place left, to be forgotten: few, and touched only when a mail loses its last place or comes back.
CREATE INDEX IF NOT EXISTS {schema}message_gone ON message(id) WHERE places = 0;
