"""The tables of a study, as the statements of each migration. One that is out in the world is never changed."""

FIRST_STUDY = """
CREATE TABLE study (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE coders (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, kind TEXT NOT NULL DEFAULT 'person', created TEXT NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX coders_name ON coders (name) WHERE deleted = 0;

CREATE TABLE history (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, created TEXT NOT NULL,
    coder TEXT NOT NULL, action TEXT NOT NULL, summary TEXT NOT NULL,
    undoes INTEGER REFERENCES history (id), undone_by INTEGER REFERENCES history (id)
) STRICT;
CREATE INDEX history_coder ON history (coder, id);
CREATE INDEX history_undoes ON history (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX history_undone_by ON history (undone_by) WHERE undone_by IS NOT NULL;
CREATE TABLE changes (
    history_id INTEGER NOT NULL REFERENCES history (id), table_name TEXT NOT NULL, row_id INTEGER NOT NULL,
    uuid TEXT, before TEXT,
    PRIMARY KEY (history_id, table_name, row_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX changes_row ON changes (table_name, row_id);

CREATE TABLE releases (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL, created TEXT NOT NULL,
    history_id INTEGER NOT NULL REFERENCES history (id), figures TEXT NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX releases_name ON releases (name) WHERE deleted = 0;

CREATE TABLE codebooks (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1, name TEXT NOT NULL DEFAULT '{}',
    position INTEGER NOT NULL, deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX codebooks_key ON codebooks (key) WHERE deleted = 0;
CREATE TABLE codes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
    codebook_id INTEGER NOT NULL REFERENCES codebooks (id), parent_id INTEGER REFERENCES codes (id),
    key TEXT NOT NULL, kind TEXT NOT NULL, codable INTEGER NOT NULL DEFAULT 1, colour TEXT,
    retired INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL, since INTEGER NOT NULL DEFAULT 1,
    deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX codes_key ON codes (key) WHERE deleted = 0;
CREATE INDEX codes_codebook ON codes (codebook_id, position);
CREATE TABLE code_texts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, code_id INTEGER NOT NULL REFERENCES codes (id),
    language TEXT NOT NULL DEFAULT '', label TEXT NOT NULL DEFAULT '', definition TEXT NOT NULL DEFAULT '',
    include TEXT NOT NULL DEFAULT '', exclude TEXT NOT NULL DEFAULT '', examples TEXT NOT NULL DEFAULT '[]',
    deleted INTEGER NOT NULL DEFAULT 0, UNIQUE (code_id, language)
) STRICT;

CREATE TABLE rounds (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'production', codebook_version INTEGER, seed INTEGER,
    created TEXT NOT NULL, closed TEXT, deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX rounds_name ON rounds (name) WHERE deleted = 0;

CREATE TABLE cases (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, key TEXT NOT NULL, kind TEXT NOT NULL,
    excluded INTEGER NOT NULL DEFAULT 0, exclusion_reason TEXT, deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX cases_key ON cases (key) WHERE deleted = 0;
CREATE TABLE questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, key TEXT NOT NULL, kind TEXT NOT NULL,
    number TEXT NOT NULL DEFAULT '', wording TEXT NOT NULL DEFAULT '{}', columns TEXT NOT NULL DEFAULT '[]',
    asked_when TEXT NOT NULL DEFAULT '{}', specify_for TEXT NOT NULL DEFAULT '{}',
    nouns TEXT NOT NULL DEFAULT '{}', position INTEGER NOT NULL, deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX questions_key ON questions (key) WHERE deleted = 0;
CREATE TABLE question_codebooks (
    id INTEGER PRIMARY KEY AUTOINCREMENT, question_id INTEGER NOT NULL REFERENCES questions (id),
    codebook_id INTEGER NOT NULL REFERENCES codebooks (id), position INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0, UNIQUE (question_id, codebook_id)
) STRICT;
CREATE TABLE variables (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    level TEXT NOT NULL DEFAULT 'nominal', labels TEXT NOT NULL DEFAULT '{}',
    question_id INTEGER REFERENCES questions (id), item TEXT, derived TEXT, position INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX variables_name ON variables (name) WHERE deleted = 0;
CREATE TABLE attributes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, case_id INTEGER NOT NULL REFERENCES cases (id),
    variable_id INTEGER NOT NULL REFERENCES variables (id), value TEXT NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0, UNIQUE (variable_id, case_id)
) STRICT;
CREATE INDEX attributes_case ON attributes (case_id);

CREATE TABLE sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, name TEXT NOT NULL,
    kind TEXT NOT NULL, mapping TEXT, imported TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX sources_sha256 ON sources (sha256);
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT,
    text TEXT NOT NULL, case_id INTEGER NOT NULL REFERENCES cases (id),
    question_id INTEGER REFERENCES questions (id), fields TEXT, language TEXT NOT NULL, sha256 TEXT NOT NULL,
    replaces INTEGER REFERENCES documents (id), created TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX documents_name ON documents (name) WHERE deleted = 0 AND name IS NOT NULL;
CREATE UNIQUE INDEX documents_answer ON documents (question_id, case_id)
    WHERE deleted = 0 AND question_id IS NOT NULL;
CREATE INDEX documents_question ON documents (question_id, deleted, case_id);
CREATE INDEX documents_case ON documents (case_id);
CREATE TABLE speakers (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES documents (id),
    label TEXT NOT NULL, role TEXT NOT NULL DEFAULT '', moderator INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX speakers_document ON speakers (document_id);
CREATE TABLE turns (
    document_id INTEGER NOT NULL REFERENCES documents (id), start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    label_start INTEGER NOT NULL, speaker_id INTEGER REFERENCES speakers (id),
    PRIMARY KEY (document_id, start)
) STRICT, WITHOUT ROWID;
CREATE TABLE sentences (
    document_id INTEGER NOT NULL REFERENCES documents (id), start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (document_id, start)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE documents_fts USING fts5 (
    text, content='documents', content_rowid='id', tokenize="unicode61 remove_diacritics 0"
);

CREATE TABLE assignments (
    id INTEGER PRIMARY KEY AUTOINCREMENT, round_id INTEGER NOT NULL REFERENCES rounds (id),
    document_id INTEGER NOT NULL REFERENCES documents (id), coder_id INTEGER NOT NULL REFERENCES coders (id),
    deleted INTEGER NOT NULL DEFAULT 0, UNIQUE (round_id, document_id, coder_id)
) STRICT;
CREATE TABLE codings (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
    document_id INTEGER NOT NULL REFERENCES documents (id), start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    code_id INTEGER NOT NULL REFERENCES codes (id), coder_id INTEGER NOT NULL REFERENCES coders (id),
    round_id INTEGER NOT NULL REFERENCES rounds (id), origin TEXT NOT NULL DEFAULT 'hand',
    created TEXT NOT NULL, condensation TEXT, deleted INTEGER NOT NULL DEFAULT 0,
    CHECK (0 <= start AND start < "end")
) STRICT;
CREATE UNIQUE INDEX codings_place ON codings (document_id, coder_id, round_id, code_id, start, "end")
    WHERE deleted = 0;
CREATE INDEX codings_code ON codings (code_id);
CREATE INDEX codings_coder ON codings (coder_id);
CREATE TABLE completions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
    document_id INTEGER NOT NULL REFERENCES documents (id),
    codebook_id INTEGER NOT NULL REFERENCES codebooks (id), codebook_version INTEGER NOT NULL,
    coder_id INTEGER NOT NULL REFERENCES coders (id), round_id INTEGER NOT NULL REFERENCES rounds (id),
    state TEXT NOT NULL, created TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0,
    UNIQUE (document_id, codebook_id, coder_id, round_id)
) STRICT;
CREATE INDEX completions_coder ON completions (coder_id, codebook_id);
CREATE INDEX completions_version ON completions (codebook_id, codebook_version);
CREATE TABLE memos (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, coder_id INTEGER NOT NULL REFERENCES coders (id),
    target TEXT NOT NULL, document_id INTEGER REFERENCES documents (id), start INTEGER, "end" INTEGER,
    coding_id INTEGER REFERENCES codings (id), code_id INTEGER REFERENCES codes (id),
    case_id INTEGER REFERENCES cases (id), text TEXT NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX memos_document ON memos (document_id);
CREATE INDEX memos_coding ON memos (coding_id) WHERE coding_id IS NOT NULL;
"""

WORKING_TOGETHER = """
ALTER TABLE rounds ADD COLUMN plan TEXT NOT NULL DEFAULT '{}';
ALTER TABLE questions ADD COLUMN report TEXT NOT NULL DEFAULT '{}';

CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
    round_id INTEGER NOT NULL REFERENCES rounds (id), document_id INTEGER NOT NULL REFERENCES documents (id),
    codebook_id INTEGER NOT NULL REFERENCES codebooks (id), start INTEGER, "end" INTEGER,
    coder_id INTEGER NOT NULL REFERENCES coders (id), taken TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX decisions_document ON decisions (document_id);
CREATE TABLE proposals (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
    round_id INTEGER NOT NULL REFERENCES rounds (id), codebook_id INTEGER REFERENCES codebooks (id),
    coder_id INTEGER NOT NULL REFERENCES coders (id), label TEXT NOT NULL, definition TEXT NOT NULL DEFAULT '',
    document_id INTEGER REFERENCES documents (id), start INTEGER, "end" INTEGER,
    answer TEXT NOT NULL DEFAULT '', created TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE computations (
    id INTEGER PRIMARY KEY AUTOINCREMENT, round_id INTEGER NOT NULL REFERENCES rounds (id),
    coder TEXT NOT NULL, what TEXT NOT NULL, created TEXT NOT NULL
) STRICT;

CREATE TABLE quotes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
    document_id INTEGER NOT NULL REFERENCES documents (id), start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    code_id INTEGER REFERENCES codes (id), coder_id INTEGER NOT NULL REFERENCES coders (id),
    kind TEXT NOT NULL DEFAULT 'verbatim', edited TEXT, chosen INTEGER NOT NULL DEFAULT 0,
    created TEXT NOT NULL, changed TEXT NOT NULL DEFAULT '', deleted INTEGER NOT NULL DEFAULT 0,
    CHECK (0 <= start AND start < "end")
) STRICT;
CREATE INDEX quotes_document ON quotes (document_id);
CREATE TABLE cells (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, case_id INTEGER NOT NULL REFERENCES cases (id),
    code_id INTEGER NOT NULL REFERENCES codes (id), coder_id INTEGER NOT NULL REFERENCES coders (id),
    text TEXT NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX cells_place ON cells (case_id, code_id) WHERE deleted = 0;
CREATE TABLE earlier_figures (
    id INTEGER PRIMARY KEY AUTOINCREMENT, question_id INTEGER NOT NULL REFERENCES questions (id),
    year TEXT NOT NULL, value TEXT NOT NULL, count INTEGER, base INTEGER, source TEXT NOT NULL DEFAULT '',
    deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX earlier_figures_place ON earlier_figures (question_id, year, value) WHERE deleted = 0;

CREATE TABLE vectors (
    model TEXT NOT NULL, sha256 TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, sha256)
) STRICT, WITHOUT ROWID;
CREATE TABLE rejections (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
    document_id INTEGER NOT NULL REFERENCES documents (id), start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    code_id INTEGER NOT NULL REFERENCES codes (id), coder_id INTEGER NOT NULL REFERENCES coders (id),
    round_id INTEGER NOT NULL REFERENCES rounds (id), created TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX rejections_document ON rejections (document_id);
CREATE TABLE suggestion_outcomes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL REFERENCES documents (id),
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, code_id INTEGER NOT NULL REFERENCES codes (id),
    coder_id INTEGER NOT NULL REFERENCES coders (id), rank INTEGER NOT NULL, baseline_rank INTEGER NOT NULL,
    shown INTEGER NOT NULL, created TEXT NOT NULL
) STRICT;
CREATE INDEX suggestion_outcomes_coder ON suggestion_outcomes (coder_id, id);
CREATE INDEX suggestion_outcomes_document ON suggestion_outcomes (document_id);

CREATE TABLE recordings (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL,
    case_id INTEGER REFERENCES cases (id), made TEXT, delete_by TEXT, gone TEXT, note TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE erasures (
    uuid TEXT PRIMARY KEY, table_name TEXT NOT NULL, coder TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""
"""Format 2: rounds with decisions and proposals, quotes, the matrix, suggestions, the register.

`computations`, `vectors`, `suggestion_outcomes` and `erasures` are not kept by the journal: nobody undoes them.
`erasures` names what was erased, by uuid alone, so that a merge does not bring it back.
"""
