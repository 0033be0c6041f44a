#include "text/cp932.h"

#define CELLS         188 /* of a row: trail bytes 40 to 7E and 80 to FC */
#define FIRST_LEAD    0x81
#define LAST_LEAD     0xFC
#define FIRST_OWN     0xF0 /* lead bytes of the user-defined area */
#define LAST_OWN      0xF9
#define OWN_POINT     0xE000
#define FIRST_KANA    0xA1 /* half-width katakana */
#define LAST_KANA     0xDF
#define KANA_POINT    0xFF61
#define NEC_SELECTED  0xED /* and the lead byte after it: characters that are IBM's too */
#define CELL_OF(byte) ((byte) - ((byte) > 0x7F ? 0x41 : 0x40))
#define BYTE_OF(cell) ((cell) + ((cell) >= 0x3F ? 0x41 : 0x40))

static const uint16_t table[LAST_LEAD - FIRST_LEAD + 1][CELLS] = {
#define CP932(lead, trail, ...) [(lead)-FIRST_LEAD][CELL_OF(trail)] = __VA_ARGS__,
#include "text/cp932.def"
#undef CP932
};

/* 0 when the pair is no character. */
static uint32_t pair(unsigned char lead, unsigned char trail)
{
    if (lead < FIRST_LEAD || lead > LAST_LEAD || trail < 0x40 || trail == 0x7F || trail > 0xFC) return 0;
    uint32_t cell = (uint32_t)CELL_OF(trail);
    if (lead >= FIRST_OWN && lead <= LAST_OWN) return OWN_POINT + (uint32_t)(lead - FIRST_OWN) * CELLS + cell;
    return table[lead - FIRST_LEAD][cell];
}

size_t text_cp932_decode(struct text_view view, uint32_t *out_point)
{
    if (view.len == 0) return 0;
    const unsigned char *at = (const unsigned char *)view.at;
    bool kana = at[0] >= FIRST_KANA && at[0] <= LAST_KANA;
    if (at[0] < 0x80 || kana) {
        *out_point = kana ? KANA_POINT + (uint32_t)(at[0] - FIRST_KANA) : at[0];
        return 1;
    }
    uint32_t point = view.len > 1 ? pair(at[0], at[1]) : 0;
    if (point == 0) return 0;
    *out_point = point;
    return 2;
}

/* Rows are looked through one by one: what is written anew is a few characters. */
static size_t encode_pair(uint32_t point, char out_bytes[2])
{
    for (int lead = FIRST_LEAD; lead <= LAST_LEAD; lead++)
        for (int cell = 0; cell < CELLS; cell++) {
            if (table[lead - FIRST_LEAD][cell] != point || lead == NEC_SELECTED || lead == NEC_SELECTED + 1) continue;
            out_bytes[0] = (char)lead;
            out_bytes[1] = (char)BYTE_OF(cell);
            return 2;
        }
    return 0;
}

size_t text_cp932_encode(uint32_t point, char out_bytes[2])
{
    bool kana = point >= KANA_POINT && point <= KANA_POINT + LAST_KANA - FIRST_KANA;
    uint32_t own = point - OWN_POINT;
    if (point == 0) return 0;
    if (point < 0x80 || kana) {
        out_bytes[0] = (char)(kana ? point - KANA_POINT + FIRST_KANA : point);
        return 1;
    }
    if (point < OWN_POINT || own >= (LAST_OWN - FIRST_OWN + 1) * CELLS) return encode_pair(point, out_bytes);
    uint32_t cell = own % CELLS;
    out_bytes[0] = (char)(FIRST_OWN + own / CELLS);
    out_bytes[1] = (char)BYTE_OF(cell);
    return 2;
}
