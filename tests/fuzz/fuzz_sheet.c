/* The parts of a workbook, which a fuzzer would not get at through checksums and compression: the first byte chooses
 * the part that the others are the text of; the archive around it is made here, uncompressed. */
#include "support/fuzzing.h"

#define RELATIONS "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
#define TYPE      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static const struct {
    const char *name, *text;
} parts[] = {
    {"xl/worksheets/sheet1.xml",
     "<worksheet><cols><col min='2' max='3' hidden='1'/></cols><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c>"
     "<c r='B1' t='s'><v>1</v></c><c r='C1' t='s'><v>2</v></c></row><row r='2' hidden='1'><c r='A2' t='inlineStr'><is>"
     "<t>A-1</t></is></c><c r='B2' t='str'><f>A1</f><v>x</v></c><c r='C2' s='1'><v>1.2E3</v></c></row></sheetData>"
     "<mergeCells><mergeCell ref='A1:A2'/></mergeCells></worksheet>"},
    {"xl/sharedStrings.xml", "<sst><si><t>番号</t></si><si><r><t>施策</t></r><rPh><t>x</t></rPh><r><t>名</t></r></si>"
                             "<si><t>要求額（百万円）_x000D_</t></si></sst>"},
    {"xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId='200' formatCode='#,##0,&quot;千円&quot;'/></numFmts>"
                      "<cellXfs><xf numFmtId='0'/><xf numFmtId='200'/></cellXfs></styleSheet>"},
    {"xl/workbook.xml", "<workbook xmlns:r='r'><workbookPr date1904='1'/><sheets><sheet name='要求' r:id='a'/>"
                        "<sheet name='注' state='hidden' r:id='d'/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels",
     RELATIONS "<Relationship Id='a' Type='" TYPE "worksheet' Target='worksheets/sheet1.xml'/>"
               "<Relationship Id='b' Type='" TYPE "sharedStrings' Target='/xl/sharedStrings.xml'/>"
               "<Relationship Id='c' Type='" TYPE "styles' Target='styles.xml'/></Relationships>"},
    {"_rels/.rels",
     RELATIONS "<Relationship Id='a' Type='" TYPE "officeDocument' Target='xl/workbook.xml'/></Relationships>"},
};

#define PARTS (sizeof parts / sizeof *parts)

static uint32_t checksum(struct text_view bytes)
{
    uint32_t sum = 0xFFFFFFFF;
    for (size_t i = 0; i < bytes.len; i++) {
        sum ^= (unsigned char)bytes.at[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum & 1 ? sum >> 1 ^ 0xEDB88320 : sum >> 1;
    }
    return ~sum;
}

/* A number of so many bytes, the lowest first. */
static void add_number(struct buf *out, uint32_t number, int bytes)
{
    for (; bytes > 0; bytes--, number >>= 8)
        buf_add_char(out, (char)(number & 0xFF));
}

/* What a part's header and its entry in the directory have in common. */
static void add_shared(struct buf *out, struct text_view name, struct text_view text)
{
    add_number(out, 20, 2); /* version */
    add_number(out, 0, 4);  /* flags; stored as it is */
    add_number(out, 0, 4);  /* time and day */
    add_number(out, checksum(text), 4);
    add_number(out, (uint32_t)text.len, 4);
    add_number(out, (uint32_t)text.len, 4);
    add_number(out, (uint32_t)name.len, 2);
    add_number(out, 0, 2);
}

static void add_part(struct buf *archive, struct buf *directory, struct text_view name, struct text_view text)
{
    uint32_t at = (uint32_t)archive->len;
    buf_add(archive, "PK\3\4", 4);
    add_shared(archive, name, text);
    buf_add(archive, name.at, name.len);
    buf_add(archive, text.at, text.len);
    buf_add(directory, "PK\1\2", 4);
    add_number(directory, 20, 2);
    add_shared(directory, name, text);
    add_number(directory, 0, 4); /* comment, disk */
    add_number(directory, 0, 4);
    add_number(directory, 0, 2);
    add_number(directory, at, 4);
    buf_add(directory, name.at, name.len);
}

static void end_archive(struct buf *archive, const struct buf *directory)
{
    uint32_t at = (uint32_t)archive->len;
    buf_add(archive, directory->bytes, directory->len);
    buf_add(archive, "PK\5\6", 4);
    add_number(archive, 0, 4);
    add_number(archive, PARTS, 2);
    add_number(archive, PARTS, 2);
    add_number(archive, (uint32_t)directory->len, 4);
    add_number(archive, at, 4);
    add_number(archive, 0, 2);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct buf archive, directory;
    if (len == 0) return 0;
    buf_init(&archive);
    buf_init(&directory);
    for (size_t i = 0; i < PARTS; i++) {
        bool chosen = i == bytes[0] % PARTS;
        struct text_view given = {(const char *)bytes + 1, len - 1};
        add_part(&archive, &directory, text_view_of(parts[i].name), chosen ? given : text_view_of(parts[i].text));
    }
    end_archive(&archive, &directory);
    fuzz_read(DOC_FORMAT_XLSX, (const uint8_t *)archive.bytes, archive.len);
    buf_clear(&archive);
    buf_clear(&directory);
    return 0;
}
