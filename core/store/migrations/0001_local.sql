-- SPDX-FileCopyrightText: Otklik maintainers
-- SPDX-License-Identifier: GPL-3.0-or-later
-- local.sqlite: what exists nowhere else. Never deleted by a rebuild. Written with synchronous=FULL.

CREATE TABLE {schema}meta(
  name  TEXT PRIMARY KEY,
  value ANY
) STRICT, WITHOUT ROWID;

-- Our own journal events, byte for byte; kept until a verified snapshot covers them.
CREATE TABLE {schema}own_event(
  seq        INTEGER PRIMARY KEY,              -- the writer's sequence
  id         BLOB NOT NULL UNIQUE,
  hash       BLOB NOT NULL,
  json       BLOB NOT NULL,                    -- canonical, without MAC
  mail       BLOB,                             -- the bytes that were appended, once they were made
  sentence   TEXT NOT NULL,                    -- for people who open the mail
  created_at INTEGER NOT NULL,
  state      INTEGER NOT NULL DEFAULT 0,       -- 0 pending, 1 appended but not read back, 2 confirmed
  uid        INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX {schema}own_event_pending ON own_event(seq) WHERE state < 2;

CREATE TABLE {schema}outbox(
  id              INTEGER PRIMARY KEY,
  ticket          BLOB NOT NULL,
  account         TEXT NOT NULL,
  message_id      TEXT NOT NULL UNIQUE,        -- fixed before the first attempt
  content_key     BLOB NOT NULL,
  sender          TEXT NOT NULL,
  recipients      TEXT NOT NULL,               -- JSON array: the envelope
  subject         TEXT NOT NULL,
  preview         TEXT NOT NULL DEFAULT '',
  raw             BLOB NOT NULL,
  state           INTEGER NOT NULL,            -- store::OutboxState
  attempts        INTEGER NOT NULL DEFAULT 0,
  created_at      INTEGER NOT NULL,
  send_at         INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  sent_at         INTEGER NOT NULL DEFAULT 0,
  sent_copy       INTEGER NOT NULL DEFAULT 0,  -- 0 not looked for, 1 to be appended, 2 is in Sent
  error           TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX {schema}outbox_by_ticket ON outbox(ticket);
CREATE INDEX {schema}outbox_due ON outbox(state, next_attempt_at);

CREATE TABLE {schema}draft(
  ticket      BLOB NOT NULL,
  kind        INTEGER NOT NULL,
  html        TEXT NOT NULL,
  recipients  TEXT NOT NULL,                   -- JSON {"to":[…],"cc":[…],"bcc":[…]}
  subject     TEXT NOT NULL,
  attachments TEXT NOT NULL,                   -- JSON array of paths
  caret       INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  PRIMARY KEY(ticket, kind)
) STRICT, WITHOUT ROWID;

-- How far this desk has read. upto = 0: marked unread by hand.
CREATE TABLE {schema}read_mark(
  ticket BLOB PRIMARY KEY,
  upto   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
