-- SPDX-FileCopyrightText: Otklik maintainers
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Events of other installations that were read from the journal once and have not been read since it is read anew: what
-- is left of them when all was read is not in the folder any more, and can be put back.
CREATE TABLE {schema}spare_event(
  id        BLOB PRIMARY KEY,
  pos       INTEGER NOT NULL,                  -- the order in which they counted
  json      BLOB NOT NULL,                     -- canonical, with its MAC
  missed_at INTEGER NOT NULL DEFAULT 0         -- since when a journal read to its end has had no such event; 0 = not yet
) STRICT, WITHOUT ROWID;
