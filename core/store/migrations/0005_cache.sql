-- SPDX-FileCopyrightText: Otklik maintainers
-- SPDX-License-Identifier: GPL-3.0-or-later
-- How the server of its account calls the mail wherever it lies (EMAILID, X-GM-MSGID); NULL when it does not. A hint.
ALTER TABLE {schema}message ADD COLUMN server_id TEXT;
