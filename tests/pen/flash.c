/* Nothing but the loader's functions, so that what the linker keeps is what they cost. With BARE, nothing at all: what a firmware has anyway. */
#include "needlepoint.h"

#ifndef FLASH
#error "flash.c is linked with -DFLASH"
#endif
extern uint32_t stack_top[];
void _start(void);
__attribute__((section(".vectors"), used)) static void (*const vectors[2])(void) = { (void (*)(void))stack_top, _start };

static volatile uint8_t file[8192];
static volatile uint32_t kept;

#ifndef BARE
static np_image image;
static np_steps steps;

/* The firmware's own functions, as small as they can be: they are not the loader's. */
uint8_t np_ed25519(const uint8_t key[32], const uint8_t signature[64], const np_text *parts, size_t count)
{
    return key[0] == signature[0] && parts[count - 1].length;
}
void np_sha512(uint8_t digest[64], const np_text *parts, size_t count) { digest[0] = (uint8_t)parts[count - 1].length; }
uint8_t np_ledger_sequence(const uint8_t series[16], uint32_t *sequence) { return series[0] == *sequence; }
uint8_t np_ledger_last(const uint8_t series[16], np_text tag, np_session *last) { return series[0] == tag.length + last->day; }
uint8_t np_ledger_accept(const uint8_t series[16], uint32_t sequence) { return series[0] == sequence; }
uint8_t np_ledger_begin(const uint8_t series[16], np_text tag, const np_session *begun) { return series[0] == tag.length + begun->day; }
#endif

void _start(void)
{
#ifdef BARE
    kept = file[0];
#else
    static const np_text cartridges[] = { NP_TEXT("some-cartridge") };
    static const np_key keys[2];
    static const np_pen pen = { NP_TEXT("some-profile"), NP_TEXT("some-pen"), cartridges, 1, keys, 2, .areas = 32 };
    np_text tag = NP_TEXT("course");
    np_step step;
    np_text name;
    np_stop_rule rule;
    np_about_image about;
    np_course_image course;
    np_prompt_image prompt;
    np_source_image source;
    np_exception_image exception;
    uint8_t place;
    kept = np_admit(&image, (const uint8_t *)file, sizeof file, &pen, (uint16_t)kept);
    kept += np_about(&image, &about) + np_area(&image, 1, &name) + np_cartridge(&image, 1, &name) + np_course(&image, 1, &course);
    kept += np_course_place(&image, 1, &place) + np_prompt(&image, 1, &prompt) + np_source(&image, 1, &source);
    kept += np_exception(&image, 1, &exception) + np_begin(&steps, &image, tag, 1, 1, (uint16_t)kept);
    kept += np_resume(&steps, &image, tag, 1, 1, (uint16_t)kept);
    while (np_next_step(&steps, &step))
        kept += step.start_um + np_skip(&step, 0, &name) + np_stop(&step, 0, &rule);
#endif
    for (;;) {
    }
}
