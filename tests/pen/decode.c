/* A decoder by itself: the loader's, or with -DZCBOR the one that zcbor generates from the same definition. Both read a whole image, to the
 * last stop rule of the last step, and judge nothing. With -DFLASH it is linked only to see what it takes; with -DBARE there is none. */
#include <stddef.h>
#include <stdint.h>

#ifdef ZCBOR
#include "np_decode.h"

static int decode(const uint8_t *bytes, size_t length)
{
    static struct image_file file;
    static struct protected_header header;
    static struct image_payload payload;
    static struct treatment treatment;
    static struct session session;
    size_t read;
    if (cbor_decode_image_file(bytes, length, &file, &read) != ZCBOR_SUCCESS || read != length)
        return 0;
    const struct zcbor_string *part = &file.image_file_protected;
    if (cbor_decode_protected_header(part->value, part->len, &header, &read) != ZCBOR_SUCCESS || read != part->len)
        return 0;
    part = &file.image_file_payload;
    if (cbor_decode_image_payload(part->value, part->len, &payload, &read) != ZCBOR_SUCCESS || read != part->len)
        return 0;
    part = &payload.image_payload_treatment_bstr;
    if (cbor_decode_treatment(part->value, part->len, &treatment, &read) != ZCBOR_SUCCESS || read != part->len)
        return 0;
    for (size_t course = 0; course < treatment.treatment_courses_course_m_count; course++)
        for (size_t at = 0; at < treatment.treatment_courses_course_m[course].course_sessions_session_bytes_m_count; at++) {
            part = &treatment.treatment_courses_course_m[course].course_sessions_session_bytes_m[at];
            if (cbor_decode_session(part->value, part->len, &session, &read) != ZCBOR_SUCCESS || read != part->len)
                return 0;
        }
    return 1;
}
#elif defined BARE
static int decode(const uint8_t *bytes, size_t length) { return bytes[0] == length; }
#else
uint8_t np_decode(const uint8_t *bytes, size_t length);
#define decode np_decode
#endif

#ifdef FLASH
extern uint32_t stack_top[];
void _start(void);
__attribute__((section(".vectors"), used)) static void (*const vectors[2])(void) = { (void (*)(void))stack_top, _start };
static volatile uint8_t file[8192];
static volatile int kept;

void _start(void)
{
    kept = decode((const uint8_t *)file, sizeof file);
    for (;;) {
    }
}
#else
#include <stdio.h>

#include "measure.h"

static uint8_t file[1 << 16];

int main(int count, char **names)
{
    for (int at = 1; at < count; at++) {
        FILE *from = fopen(names[at], "rb");
        size_t length = from ? fread(file, 1, sizeof file, from) : 0;
        paint();
        count_from_here();
        int whole = decode(file, length);
        uint32_t taken = instructions(), stack = deepest();
        printf("whole %d, %lu instructions, %lu bytes of stack\n", whole, (unsigned long)taken, (unsigned long)stack);
    }
    return 0;
}
#endif
