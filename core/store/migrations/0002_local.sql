-- SPDX-FileCopyrightText: Otklik maintainers
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Recipients that a server refused while it took the mail for others (JSON array of address, words, permanent); what
-- stood on the ticket when the answer was written (JSON, store::Standing).
ALTER TABLE {schema}outbox ADD COLUMN refused TEXT NOT NULL DEFAULT '[]';
ALTER TABLE {schema}outbox ADD COLUMN standing TEXT NOT NULL DEFAULT '';
