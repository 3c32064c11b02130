-- SPDX-FileCopyrightText: Otklik maintainers
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Mails that the server lists and refuses to hand out, or loses the connection over: asked for ever more seldom, so that
-- none of them stops those behind it (docs/decisions/0027).
CREATE TABLE {schema}unfetched(
  folder INTEGER NOT NULL REFERENCES folder(id),
  uid    INTEGER NOT NULL,
  times  INTEGER NOT NULL,  -- it was asked for in vain, one after the other
  at     INTEGER NOT NULL,  -- the last time, ms since 1970
  PRIMARY KEY(folder, uid)
) STRICT, WITHOUT ROWID;
-- The journal was read to its end before this was noted.
INSERT OR REPLACE INTO {schema}meta(name, value)
  SELECT 'journal.read', 1 FROM {schema}folder WHERE role = 'journal' AND watermark > 0 AND backfill_uid = 1;
