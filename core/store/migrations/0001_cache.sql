-- SPDX-FileCopyrightText: Otklik maintainers
-- SPDX-License-Identifier: GPL-3.0-or-later
-- cache.sqlite: everything here can be deleted and is brought back by a sync. Times are UTC milliseconds, 0 = never.
-- Keys (of messages, tickets, events) are 16 raw bytes. Addresses are lower case.

CREATE TABLE {schema}meta(
  name  TEXT PRIMARY KEY,
  value ANY
) STRICT, WITHOUT ROWID;

CREATE TABLE {schema}folder(
  id              INTEGER PRIMARY KEY,
  account         TEXT NOT NULL,
  name            TEXT NOT NULL,             -- as the server spells it
  role            TEXT NOT NULL,             -- inbox, sent, extra, journal
  uid_validity    INTEGER NOT NULL DEFAULT 0,
  uid_next        INTEGER NOT NULL DEFAULT 0,
  highest_modseq  INTEGER NOT NULL DEFAULT 0,
  server_count    INTEGER NOT NULL DEFAULT 0, -- EXISTS at the last finished sync
  backfill_uid    INTEGER NOT NULL DEFAULT 0, -- everything from here up to uid_next is here; 1 = all
  watermark       INTEGER NOT NULL DEFAULT 0, -- journal: every UID up to here was read or quarantined
  resets          INTEGER NOT NULL DEFAULT 0,
  synced_at       INTEGER NOT NULL DEFAULT 0,
  UNIQUE(account, name)
) STRICT;

-- id = (INTERNALDATE in seconds << 20) + counter: chronological, and the rowid of the text index.
CREATE TABLE {schema}message(
  id            INTEGER PRIMARY KEY,
  content_key   BLOB NOT NULL UNIQUE,
  message_id    TEXT NOT NULL,
  id_hash       INTEGER NOT NULL,            -- 64-bit hash of message_id, 0 when there is none
  date          INTEGER NOT NULL,            -- INTERNALDATE
  header_date   INTEGER NOT NULL,
  direction     INTEGER NOT NULL,            -- 0 in, 1 out
  auto_kind     INTEGER NOT NULL,            -- mime::AutoKind
  bounce        TEXT,                        -- JSON of mime::Bounce
  from_address  TEXT NOT NULL,
  from_name     TEXT NOT NULL,
  people        TEXT NOT NULL,               -- JSON {"replyTo":[[address,name]…],"to":…,"cc":…,"bcc":…}
  subject       TEXT NOT NULL,
  preview       TEXT NOT NULL,
  refs          TEXT NOT NULL,               -- Message-IDs, oldest first, separated by spaces
  reply_to_ids  TEXT NOT NULL,               -- In-Reply-To, the same way
  size          INTEGER NOT NULL,
  files         TEXT,                        -- JSON of the attachments, NULL when none
  has_files     INTEGER NOT NULL,
  defects       INTEGER NOT NULL,            -- bit n = mime::Defect n
  account       TEXT NOT NULL,               -- where it was seen first
  seen          INTEGER NOT NULL DEFAULT 0,  -- \Seen at one of its places
  places        INTEGER NOT NULL DEFAULT 0,  -- rows in location; 0 = gone from the mailbox
  courtesy      INTEGER NOT NULL,            -- says nothing but thanks
  ticket        INTEGER REFERENCES ticket(id), -- NULL until it was placed
  found         INTEGER REFERENCES ticket(id), -- ticket::Placement::found
  follow_up_of  BLOB,                        -- it opened a follow-up of that ticket
  place_kind    INTEGER NOT NULL DEFAULT 0,  -- ticket::PlacementKind
  place_reason  INTEGER NOT NULL DEFAULT 0,  -- ticket::PlacementReason
  place_detail  TEXT NOT NULL DEFAULT '',
  order_depth   INTEGER NOT NULL DEFAULT 0,  -- ticket::PlacementOrder; 0: (date, content_key)
  order_at      INTEGER NOT NULL DEFAULT 0,
  order_anchor  BLOB
) STRICT;
CREATE INDEX {schema}message_by_found ON message(found) WHERE found IS NOT NULL;
CREATE INDEX {schema}message_follow_up ON message(follow_up_of) WHERE follow_up_of IS NOT NULL;
CREATE INDEX {schema}message_by_ticket ON message(ticket, date, content_key);
CREATE INDEX {schema}message_by_id_hash ON message(id_hash) WHERE id_hash <> 0;

CREATE TABLE {schema}message_source(
  message  INTEGER PRIMARY KEY REFERENCES message(id),
  encoding INTEGER NOT NULL,                 -- 0 as is, 1 zstd
  bytes    BLOB NOT NULL
) STRICT;

-- Who names a Message-ID (References, In-Reply-To, the report of a bounce).
CREATE TABLE {schema}message_ref(
  ref_hash INTEGER NOT NULL,
  message  INTEGER NOT NULL,
  PRIMARY KEY(ref_hash, message)
) STRICT, WITHOUT ROWID;

-- Numbers of subject tokens, right or wrong.
CREATE TABLE {schema}message_token(
  number  INTEGER NOT NULL,
  message INTEGER NOT NULL,
  PRIMARY KEY(number, message)
) STRICT, WITHOUT ROWID;

CREATE TABLE {schema}location(
  folder   INTEGER NOT NULL REFERENCES folder(id),
  uid      INTEGER NOT NULL,
  message  INTEGER REFERENCES message(id),   -- NULL: a journal mail
  flags    INTEGER NOT NULL DEFAULT 0,       -- store::MessageFlag bits
  modseq   INTEGER NOT NULL DEFAULT 0,
  size     INTEGER NOT NULL DEFAULT 0,
  date     INTEGER NOT NULL DEFAULT 0,
  verdict  INTEGER NOT NULL,                 -- store::LedgerVerdict
  reason   TEXT NOT NULL DEFAULT '',
  PRIMARY KEY(folder, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX {schema}location_by_message ON location(message);

-- Journal: confirmed events have positions 1, 2, 3 … in canonical order; own pending ones 2^62 + their sequence.
CREATE TABLE {schema}event(
  pos      INTEGER PRIMARY KEY,
  id       BLOB NOT NULL UNIQUE,
  writer   BLOB NOT NULL,
  seq      INTEGER NOT NULL,
  hash     BLOB NOT NULL,
  uid      INTEGER NOT NULL,
  author   TEXT NOT NULL,
  shown_at INTEGER NOT NULL,
  void     INTEGER NOT NULL DEFAULT 0,       -- a condition did not hold
  json     BLOB NOT NULL                     -- canonical form with MAC
) STRICT;
CREATE INDEX {schema}event_by_writer ON event(writer, seq);
CREATE INDEX {schema}event_by_uid ON event(uid);

CREATE TABLE {schema}op(
  event   INTEGER NOT NULL REFERENCES event(pos) ON DELETE CASCADE,
  idx     INTEGER NOT NULL,
  object  TEXT NOT NULL,
  type    TEXT NOT NULL,
  data    TEXT NOT NULL,
  outcome INTEGER NOT NULL,                  -- journal::OpOutcome
  PRIMARY KEY(event, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX {schema}op_by_object ON op(object, event, idx);

-- Fold of the confirmed events.
CREATE TABLE {schema}object_state(
  object TEXT PRIMARY KEY,
  state  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What ops say about places of messages; the last effective op wins. kind: ticket::PlacementReason (Journal…).
CREATE TABLE {schema}placement(
  pos        INTEGER NOT NULL,
  idx        INTEGER NOT NULL,
  sub        INTEGER NOT NULL,
  kind       INTEGER NOT NULL,
  message    BLOB NOT NULL,                  -- content key, empty when the op did not know it
  id_hash    INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  ticket     BLOB NOT NULL,
  PRIMARY KEY(pos, idx, sub)
) STRICT, WITHOUT ROWID;
CREATE INDEX {schema}placement_by_message ON placement(message, pos, idx);
CREATE INDEX {schema}placement_by_id ON placement(id_hash, pos, idx) WHERE id_hash <> 0;

-- What placing needs of a ticket's journal state, own pending decisions included.
CREATE TABLE {schema}journal_ticket(
  key         BLOB PRIMARY KEY,
  opened      INTEGER NOT NULL,              -- has an opening (opened or created)
  created     INTEGER NOT NULL,              -- made by a specialist, no mail opened it
  opened_at   INTEGER NOT NULL,
  requester   TEXT NOT NULL,
  merged_into BLOB,
  followup_of BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX {schema}journal_ticket_merged ON journal_ticket(merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX {schema}journal_ticket_followup ON journal_ticket(followup_of) WHERE followup_of IS NOT NULL;

CREATE TABLE {schema}ticket_number(
  number INTEGER PRIMARY KEY,
  key    BLOB NOT NULL UNIQUE
) STRICT;

CREATE TABLE {schema}quarantine(
  folder  INTEGER NOT NULL REFERENCES folder(id),
  uid     INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  detail  TEXT NOT NULL,
  date    INTEGER NOT NULL,
  raw     BLOB NOT NULL,
  PRIMARY KEY(folder, uid)
) STRICT, WITHOUT ROWID;

-- One row a ticket: what the queue shows, sorts and filters by. status: ticket::Status (0…3 = active).
CREATE TABLE {schema}ticket(
  id                INTEGER PRIMARY KEY,
  key               BLOB NOT NULL UNIQUE,
  visible           INTEGER NOT NULL DEFAULT 0, -- has live messages or decisions and is not merged away
  number            INTEGER NOT NULL DEFAULT 0,
  subject           TEXT NOT NULL DEFAULT '',
  status            INTEGER NOT NULL DEFAULT 0,
  priority          INTEGER NOT NULL DEFAULT 1,
  assignee          TEXT NOT NULL DEFAULT '',
  category          TEXT NOT NULL DEFAULT '',
  cause             TEXT NOT NULL DEFAULT '',
  tags              TEXT NOT NULL DEFAULT '',   -- sorted, separated by line feeds
  channel           INTEGER NOT NULL DEFAULT 0,
  requester         TEXT NOT NULL DEFAULT '',
  requester_name    TEXT NOT NULL DEFAULT '',
  requester_domain  TEXT NOT NULL DEFAULT '',
  company           TEXT NOT NULL DEFAULT '',
  created_at        INTEGER NOT NULL DEFAULT 0,
  updated_at        INTEGER NOT NULL DEFAULT 0,
  solved_at         INTEGER NOT NULL DEFAULT 0,
  closes_at         INTEGER NOT NULL DEFAULT 0,
  messages          INTEGER NOT NULL DEFAULT 0,
  notes             INTEGER NOT NULL DEFAULT 0,
  unread            INTEGER NOT NULL DEFAULT 0,
  has_files         INTEGER NOT NULL DEFAULT 0,
  failed_send       INTEGER NOT NULL DEFAULT 0,
  pending           INTEGER NOT NULL DEFAULT 0,
  promise           INTEGER NOT NULL DEFAULT 0,
  due_at            INTEGER NOT NULL DEFAULT 0,
  waiting_since     INTEGER NOT NULL DEFAULT 0,
  snoozed_until     INTEGER NOT NULL DEFAULT 0,
  urgency           INTEGER NOT NULL DEFAULT 0, -- ascending: most urgent next first
  mailbox           TEXT NOT NULL DEFAULT '',
  preview           TEXT NOT NULL DEFAULT '',
  merged_into       BLOB,
  followup_of       BLOB,
  first_inbound_at  INTEGER NOT NULL DEFAULT 0,
  first_response_at INTEGER NOT NULL DEFAULT 0,
  first_responder   TEXT NOT NULL DEFAULT '',
  solved_by         TEXT NOT NULL DEFAULT '',
  opened_by_us      INTEGER NOT NULL DEFAULT 0,
  reopened          INTEGER NOT NULL DEFAULT 0,
  facts             TEXT                        -- JSON: what statistics need beyond the columns
) STRICT;
CREATE INDEX {schema}ticket_by_number ON ticket(number) WHERE visible = 1;
CREATE INDEX {schema}ticket_by_urgency ON ticket(urgency, id) WHERE visible = 1;
CREATE INDEX {schema}ticket_by_updated ON ticket(updated_at, id) WHERE visible = 1;
CREATE INDEX {schema}ticket_by_created ON ticket(created_at, id) WHERE visible = 1;
CREATE INDEX {schema}ticket_by_priority ON ticket(priority, updated_at, id) WHERE visible = 1;
CREATE INDEX {schema}ticket_active ON ticket(urgency, id) WHERE visible = 1 AND status < 4;
CREATE INDEX {schema}ticket_of_assignee ON ticket(assignee, urgency, id) WHERE visible = 1 AND status < 4;
CREATE INDEX {schema}ticket_of_status ON ticket(status, urgency, id) WHERE visible = 1;
CREATE INDEX {schema}ticket_due ON ticket(due_at, id) WHERE visible = 1 AND due_at > 0;
CREATE INDEX {schema}ticket_snoozed ON ticket(snoozed_until) WHERE visible = 1 AND snoozed_until > 0;
CREATE INDEX {schema}ticket_solved ON ticket(solved_at, id) WHERE visible = 1 AND solved_at > 0;
CREATE INDEX {schema}ticket_answered ON ticket(first_response_at) WHERE visible = 1 AND first_response_at > 0;
CREATE INDEX {schema}ticket_of_requester ON ticket(requester, created_at) WHERE visible = 1;
CREATE INDEX {schema}ticket_of_domain ON ticket(requester_domain, urgency, id) WHERE visible = 1;
CREATE INDEX {schema}ticket_unnumbered ON ticket(created_at, key) WHERE visible = 1 AND number = 0;
CREATE INDEX {schema}ticket_of_company ON ticket(company, urgency, id) WHERE visible = 1 AND company <> '';

CREATE TABLE {schema}ticket_tag(
  tag    TEXT NOT NULL,
  ticket INTEGER NOT NULL REFERENCES ticket(id) ON DELETE CASCADE,
  PRIMARY KEY(tag, ticket)
) STRICT, WITHOUT ROWID;
CREATE INDEX {schema}ticket_tag_by_ticket ON ticket_tag(ticket);

-- Sizes of views, moved in the projection's transaction: "status", "assignee", "mailbox" and "tag" of visible tickets.
CREATE TABLE {schema}view_count(
  mailbox  TEXT NOT NULL,
  assignee TEXT NOT NULL,
  status   INTEGER NOT NULL,
  tickets  INTEGER NOT NULL,
  PRIMARY KEY(mailbox, assignee, status)
) STRICT, WITHOUT ROWID;
CREATE TABLE {schema}tag_count(
  tag     TEXT NOT NULL,
  status  INTEGER NOT NULL,
  tickets INTEGER NOT NULL,
  PRIMARY KEY(tag, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE {schema}contact(
  id           INTEGER PRIMARY KEY,
  address      TEXT NOT NULL UNIQUE,
  name         TEXT NOT NULL DEFAULT '',      -- set by the team
  mail_name    TEXT NOT NULL DEFAULT '',      -- as his newest mail says
  named_at     INTEGER NOT NULL DEFAULT 0,
  phone        TEXT NOT NULL DEFAULT '',
  company      TEXT NOT NULL DEFAULT '',
  language     TEXT NOT NULL DEFAULT '',
  timezone     TEXT NOT NULL DEFAULT '',
  mood         INTEGER NOT NULL DEFAULT 0,
  mood_by      TEXT NOT NULL DEFAULT '',
  mood_at      INTEGER NOT NULL DEFAULT 0,
  note         TEXT NOT NULL DEFAULT '',
  merged_into  TEXT NOT NULL DEFAULT '',
  first_seen   INTEGER NOT NULL DEFAULT 0,
  last_at      INTEGER NOT NULL DEFAULT 0,
  tickets      INTEGER NOT NULL DEFAULT 0,
  active       INTEGER NOT NULL DEFAULT 0,
  reopened     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX {schema}contact_by_time ON contact(last_at, id);
CREATE INDEX {schema}contact_merged ON contact(merged_into) WHERE merged_into <> '';
-- Any three letters of address, name, company: rowid = contact.id
CREATE VIRTUAL TABLE {schema}contact_search USING fts5(words, tokenize = 'trigram', detail = 'full');

CREATE TABLE {schema}company(
  domain TEXT PRIMARY KEY,                     -- every domain of the company has a row
  object TEXT NOT NULL,                        -- the domain the journal object is named by
  name   TEXT NOT NULL,
  plan   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX {schema}company_by_object ON company(object);
CREATE INDEX {schema}company_by_name ON company(name);

CREATE TABLE {schema}specialist(
  address TEXT PRIMARY KEY,
  name    TEXT NOT NULL,
  role    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE {schema}canned(
  name     TEXT NOT NULL,
  language TEXT NOT NULL,
  title    TEXT NOT NULL,
  shortcut TEXT NOT NULL,
  subject  TEXT NOT NULL,
  body     TEXT NOT NULL,
  tags     TEXT NOT NULL,
  PRIMARY KEY(name, language)
) STRICT, WITHOUT ROWID;
CREATE TABLE {schema}canned_use(
  name   TEXT NOT NULL,
  ticket BLOB NOT NULL,
  uses   INTEGER NOT NULL,
  PRIMARY KEY(name, ticket)
) STRICT, WITHOUT ROWID;
CREATE INDEX {schema}canned_use_by_ticket ON canned_use(ticket);
-- The sum over canned_use, kept by its triggers.
CREATE TABLE {schema}canned_total(
  name TEXT PRIMARY KEY,
  uses INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER {schema}canned_use_added AFTER INSERT ON canned_use BEGIN
  INSERT INTO canned_total(name,uses) VALUES(new.name,new.uses)
    ON CONFLICT(name) DO UPDATE SET uses=uses+excluded.uses;
END;
CREATE TRIGGER {schema}canned_use_changed AFTER UPDATE OF uses ON canned_use BEGIN
  UPDATE canned_total SET uses=uses+new.uses-old.uses WHERE name=new.name;
END;
CREATE TRIGGER {schema}canned_use_removed AFTER DELETE ON canned_use BEGIN
  UPDATE canned_total SET uses=uses-old.uses WHERE name=old.name;
END;

-- Words are folded and stemmed before they come here (store::SearchText), so any SQLite can read and check the index.
CREATE VIRTUAL TABLE {schema}search USING fts5(
  subject, body, sender, files, content = '', tokenize = 'ascii', detail = 'full');
