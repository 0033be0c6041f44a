/* base/limits - every limit of the program, with its reason. Exceeding one is a reported event, never a crash. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#define LIMIT_FILE_BYTES       (256u * 1024 * 1024) /* submission.md "Safety": spans are 32-bit byte offsets */
#define LIMIT_YAML_DEPTH       64 /* deeper nesting is an attack or a mistake; recursion stays shallow */
#define LIMIT_YAML_NODES       (4u * 1000 * 1000) /* expanded nodes, aliases counted each time: an alias bomb ends here */
#define LIMIT_YAML_ANCHORS     256                /* per document; looked through at every alias */
#define LIMIT_SCALAR_BYTES     (1024u * 1024)     /* one text; a justification is a few KB */
#define LIMIT_REQUESTS         100000             /* requests in one file */
#define LIMIT_MEND_ROUNDS      1000 /* of --fix: a file with more mistakes than this was not typed by a person */
#define LIMIT_MEND_BYTES       (512u * 1024 * 1024) /* read again and again by --fix: some five seconds */
#define LIMIT_DIAGNOSTICS      1000                 /* per file; further ones are counted, not kept */
#define LIMIT_PATTERN_MATCH    1000000u             /* PCRE2 match limit: about a second on one text; then: unknown */
#define LIMIT_PATTERN_DEPTH    1000u                /* PCRE2 backtracking depth */
#define LIMIT_PATTERN_HEAP_KB  20000u               /* PCRE2 heap */
#define LIMIT_PATTERN_STACK_KB 1024u /* stack of a matcher for compiled code (JIT), which uses no PCRE2 heap */
#define LIMIT_INCLUDES_DEPTH   32    /* concepts including concepts */
#define LIMIT_PREDICATE_DEPTH  16    /* predicates within predicates */
#define LIMIT_ZIP_ENTRIES      1000  /* parts of a workbook; one has a few dozen */
#define LIMIT_ZIP_BYTES        (256u * 1024 * 1024) /* of all parts, expanded */
#define LIMIT_ZIP_RATIO        200u                 /* expansion of a part above LIMIT_ZIP_SMALL: a bomb, not a table */
#define LIMIT_ZIP_SMALL        (1024u * 1024)
#define LIMIT_XML_DEPTH        64             /* a sheet has about six levels */
#define LIMIT_XML_TOKEN        (1024u * 1024) /* a tag with its attributes, a comment: kept until it ends */
/* Cells and texts of a workbook have limits that grow with its file, so that 100,000 rows of prose can be read and a
 * small archive still cannot become a large table: what is read takes memory in proportion to what was handed in. */
#define LIMIT_TABLE_CELLS       (1000u * 1000) /* that any workbook may have: 48 bytes each */
#define LIMIT_TABLE_CELL_BYTES  2              /* of the file for each cell beyond; rows of prose have 10 and more */
#define LIMIT_TABLE_TEXT        (32u * 1024 * 1024) /* that any workbook may have: a shared text counts wherever it stands */
#define LIMIT_TABLE_TEXT_RATIO  8                   /* of text to file beyond; prose packs to a third or a fifth */
#define LIMIT_TABLE_COLUMNS     16384u              /* as spreadsheets have it */
#define LIMIT_TABLE_SUBMISSIONS 1000                /* ministries and years in a table: looked through at every row */
#define LIMIT_TABLE_ROWS_BACK   1000 /* requests further up that a row may go on with: looked through for such rows */
#define LIMIT_MAP_VALUES        1000 /* of one list of a map of columns: a longer one is no list of marks */
#define LIMIT_CSV_CELLS         (4u * 1000 * 1000) /* of a CSV table, empty ones too: 40 columns for 100,000 requests */
#define LIMIT_TABLE_ROWS        1048576u           /* as spreadsheets have it */
#define LIMIT_SHEETS            256                /* of a workbook */
#define LIMIT_MERGES            100000             /* merged ranges of a sheet */
#define LIMIT_STYLES            65536              /* of a workbook's cells: as spreadsheets have it */
#define LIMIT_NUMBER_FORMATS    1024               /* of a workbook's own; spreadsheets stop at 250 */
#define LIMIT_JOBS              64                 /* worker threads */

#endif
