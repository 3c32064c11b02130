-- SPDX-FileCopyrightText: Otklik maintainers
-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the team knows of addresses that mail comes from; and their mails, to be placed again when that changes.
CREATE TABLE {schema}sender_rule(
  address TEXT PRIMARY KEY,
  form    INTEGER NOT NULL                     -- mail of a form: who filled it in stands in Reply-To or in the text
) STRICT, WITHOUT ROWID;
-- JSON of what else may tell where a mail belongs: "ids" in headers of relays, "conversation" of Outlook, "tokens" of
-- ours in what it quotes. NULL for nearly all.
ALTER TABLE {schema}message ADD COLUMN hints TEXT;
-- When the team said that mail reaches an address again.
ALTER TABLE {schema}contact ADD COLUMN reached_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX {schema}message_by_sender ON message(from_address);
