-- SPDX-FileCopyrightText: Otklik maintainers
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The charset that a person at this desk chose to read a mail in. The mail itself never changes.
CREATE TABLE {schema}reading(
  message BLOB PRIMARY KEY,                    -- content key
  charset TEXT NOT NULL
) STRICT, WITHOUT ROWID;
