-- SPDX-FileCopyrightText: Otklik maintainers
-- SPDX-License-Identifier: GPL-3.0-or-later
-- The intake ledger: UIDs that only the server or only the ledger had after the last sync; which program put a mail
-- into quarantine, so that another one tries again; UIDs without a mail here (verdict: 5 expunged, 6 missing).
ALTER TABLE {schema}folder ADD COLUMN difference INTEGER NOT NULL DEFAULT 0;
ALTER TABLE {schema}quarantine ADD COLUMN program TEXT NOT NULL DEFAULT '';
CREATE TABLE {schema}absent(
  folder  INTEGER NOT NULL REFERENCES folder(id),
  uid     INTEGER NOT NULL,
  verdict INTEGER NOT NULL,
  PRIMARY KEY(folder, uid)
) STRICT, WITHOUT ROWID;
-- Counting verdicts without a look at each mail: the ordinary ones by message, the others by place.
CREATE INDEX {schema}message_ledger ON message(auto_kind, direction, place_kind, (ticket IS NULL)) WHERE places > 0;
CREATE INDEX {schema}location_ledger ON location(verdict) WHERE verdict <> 1;
