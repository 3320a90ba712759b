/* The emulated pen: asks the loader for an image as a firmware would, through its C interface, and writes down everything it is given.
 *
 *   pen SETTINGS IMAGE...
 *
 * SETTINGS is a text of one setting a line, as run.py writes it. For each image: its code, and when it is admitted all that it says and
 * every step of every session of every course, begun one after another by the ledger. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"
#include "needlepoint.h"

static uint8_t file[1 << 16], settings[1 << 13];
static np_text cartridges[16];
static np_key keys[2];
static np_pen pen = { .cartridges = cartridges, .keys = keys };
static uint16_t today;
static bool measured;

static size_t read_file(const char *name, uint8_t *to, size_t room)
{
    FILE *from = fopen(name, "rb");
    size_t length = from ? fread(to, 1, room, from) : room;
    if (!from || length == room) {
        fprintf(stderr, "%s cannot be read whole\n", name);
        exit(98);
    }
    fclose(from);
    return length;
}

static void read_hex(const char *text, uint8_t *to, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        char pair[3] = { text[2 * at], text[2 * at + 1], 0 };
        to[at] = (uint8_t)strtoul(pair, 0, 16);
    }
}

/* One line: a name and what it is set to. Texts stay where they were read. */
static void set(const char *name, char *value)
{
    const struct { const char *name; void *to; size_t size; } numbers[] = {
        { "today", &today, 2 }, { "revision", &pen.revision, 2 }, { "bench", &pen.bench, 1 },
        { "max-depth-um", &pen.max_depth_um, 2 }, { "max-speed-rpm", &pen.max_speed_rpm, 2 },
        { "max-passes", &pen.max_passes, 2 }, { "max-session-s", &pen.max_session_s, 4 },
        { "areas", &pen.areas, 1 }, { "courses", &pen.courses, 1 }, { "sessions", &pen.sessions, 1 }, { "steps", &pen.steps, 1 },
        { "prompts", &pen.prompts, 1 }, { "name-bytes", &pen.name_bytes, 1 }, { "caption-bytes", &pen.caption_bytes, 1 },
        { "measured", &measured, 1 },
    };
    np_text text = { (uint8_t *)value, strlen(value) };
    if (strcmp(name, "profile") == 0) {
        pen.name = text;
    } else if (strcmp(name, "device") == 0) {
        pen.device = text;
    } else if (strcmp(name, "cartridge") == 0) {
        cartridges[pen.cartridge_count++] = text;
    } else if (strcmp(name, "key") == 0) {
        read_hex(value, keys[pen.key_count].id, 8);
        read_hex(value + 17, keys[pen.key_count++].public_key, 32);
    } else if (strcmp(name, "accepted") == 0) {
        uint8_t series[16];
        read_hex(value, series, 16);
        np_ledger_accept(series, (uint32_t)strtoul(value + 33, 0, 10));
    } else {
        size_t at = 0;
        while (at < sizeof numbers / sizeof *numbers && strcmp(numbers[at].name, name) != 0)
            at++;
        if (at == sizeof numbers / sizeof *numbers) {
            fprintf(stderr, "no setting is called %s\n", name);
            exit(97);
        }
        uint32_t number = (uint32_t)strtoul(value, 0, 10);
        memcpy(numbers[at].to, &number, numbers[at].size); /* both sides have the least byte first */
    }
}

static void show(np_text text) { printf(" %.*s", (int)text.length, (const char *)text.bytes); }

static void show_hex(const uint8_t *bytes, size_t count)
{
    putchar(' ');
    for (size_t at = 0; at < count; at++)
        printf("%02x", bytes[at]);
}

/* What an image says of itself. */
static void tell(const np_image *image)
{
    np_about_image about;
    if (!np_about(image, &about))
        exit(96);
    printf("series");
    show_hex(about.series, 16);
    printf("\nsequence %lu\ntool %u.%u.%u\nlanguage %u\nrule-set", (unsigned long)about.sequence, about.tool[0], about.tool[1],
           about.tool[2], about.language);
    show_hex(about.rule_set, 8);
    printf("\nbench %u\ndays %u %u\ncheck-numbers %u %u %u %u\ndevice", about.bench, about.valid_from, about.valid_until,
           about.check_numbers[0], about.check_numbers[1], about.check_numbers[2], about.check_numbers[3]);
    show(about.device);
    printf("\nlimits %u %u %u %lu %u\n", about.max_depth_um, about.max_speed_rpm, about.max_passes, (unsigned long)about.max_session_s,
           about.min_interval_days);
    np_text name;
    uint8_t cartridge = 0, area = 0, from = 0, shown = 0, lifts = 0, courses = 0;
    for (; np_cartridge(image, cartridge, &name); cartridge++)
        printf("cartridge"), show(name), putchar('\n');
    for (; np_area(image, area, &name); area++)
        printf("area"), show(name), putchar('\n');
    np_source_image source;
    for (; np_source(image, from, &source); from++)
        printf("source"), show(source.name), show_hex(source.sha256, 32), putchar('\n');
    np_prompt_image prompt;
    for (; np_prompt(image, shown, &prompt); shown++)
        printf("prompt %u %u", prompt.kind, prompt.in_area), show(prompt.caption), putchar('\n');
    np_exception_image lifted;
    for (; np_exception(image, lifts, &lifted); lifts++) {
        printf("exception"), show(lifted.rule), printf(" %u", lifted.version), show(lifted.area);
        printf(" %u %u", lifted.above_um, lifted.up_to_um), show(lifted.reason), printf(" %u", lifted.until), show(lifted.by);
        putchar('\n');
    }
    np_course_image course;
    for (; np_course(image, courses, &course); courses++)
        printf("course"), show(course.name), printf(" %u %u %u %u\n", course.min_days, course.max_days, course.aim_days, course.sessions);
    if (cartridge != about.cartridges || area != about.areas || from != about.sources || shown != about.prompts ||
        lifts != about.exceptions || courses != about.courses)
        exit(90); /* a count is not that of what was given */
}

static void tell_step(const np_step *step)
{
    printf("step"), show(step->area), show(step->cartridge);
    printf(" %u %u %u %u %u %u %u", step->start_um, step->raise_um, step->ceiling_um, step->horizontal, step->vertical, step->diagonal,
           step->speed_rpm);
    if (step->stamp)
        printf(" stamp");
    else
        printf(" glide %u", step->glide_mm_per_s);
    printf(" %u", step->at_most_s), show(step->endpoint), putchar('\n');
    if (step->only.length)
        printf("only"), show(step->only), printf(" %u %u %lu\n", step->only_months, step->only_days, (unsigned long)step->only_mm2);
    np_text name;
    uint8_t skip = 0, stop = 0;
    for (; np_skip(step, skip, &name); skip++)
        printf("skip"), show(name), putchar('\n');
    np_stop_rule rule;
    for (; np_stop(step, stop, &rule); stop++) {
        printf("stop %s", rule.session ? "session" : "area");
        if (rule.sign == NP_NAMED)
            show(rule.name), putchar('\n');
        else
            printf(" %s %lu\n", rule.sign == NP_PAIN ? "pain" : "bleeding", (unsigned long)rule.over);
    }
    if (skip != step->skips || stop != step->stops)
        exit(89); /* a count is not that of what was given */
}

static uint32_t most_stack;

/* Begins or goes on with a session, measured. */
static uint16_t ask(uint16_t (*how)(np_steps *, const np_image *, np_text, uint8_t, uint8_t, uint16_t), np_steps *steps,
                    const np_image *image, np_text tag, uint8_t phototype, uint8_t session, uint16_t day)
{
    paint();
    uint16_t code = how(steps, image, tag, phototype, session, day);
    uint32_t stack = deepest();
    most_stack = stack > most_stack ? stack : most_stack;
    return code;
}

/* Every step that is handed out, and that nothing is left of the last one. */
static void tell_steps(np_steps *steps, uint32_t *most, uint32_t *given)
{
    np_step step;
    for (;;) {
        paint();
        count_from_here();
        uint8_t more = np_next_step(steps, &step);
        uint32_t taken = instructions(), stack = deepest();
        most_stack = stack > most_stack ? stack : most_stack;
        if (!more)
            break;
        *most = taken > *most ? taken : *most;
        ++*given;
        tell_step(&step);
    }
    np_stop_rule rule;
    if (step.at_most_s || step.start_um || np_stop(&step, 0, &rule))
        exit(88); /* a step is left behind after the last */
}

/* Every session of every course, each on the first day that it may be given; and that none begins a day sooner, or twice. */
static void give(const np_image *image)
{
    uint32_t most = 0, steps_given = 0;
    for (uint8_t phototype = 1; phototype <= 6; phototype++) {
        uint8_t place;
        np_course_image course;
        np_steps steps;
        np_text tag = { &(uint8_t){ (uint8_t)('0' + phototype) }, 1 };
        if (!np_course_place(image, phototype, &place) || !np_course(image, place, &course)) {
            printf("phototype %u is not treated: code %u\n", phototype, np_begin(&steps, image, tag, phototype, 1, today));
            continue;
        }
        printf("phototype %u", phototype), show(course.name), putchar('\n');
        uint16_t day = today;
        for (uint8_t session = 1; session <= course.sessions; session++) {
            if (session > 1) {
                day = (uint16_t)(day + course.min_days);
                printf("a day sooner: code %u\n", ask(np_begin, &steps, image, tag, phototype, session, (uint16_t)(day - 1)));
            }
            uint16_t code = ask(np_begin, &steps, image, tag, phototype, session, day);
            printf("session %u on day %u: code %u\n", session, day - today, code);
            tell_steps(&steps, &most, &steps_given);
            np_step step;
            printf("again: code %u\n", np_begin(&steps, image, tag, phototype, session, day));
            if (np_next_step(&steps, &step))
                exit(95); /* a cursor that was refused gives steps */
            printf("on the day after: code %u\n", ask(np_resume, &steps, image, tag, phototype, session, (uint16_t)(day + 1)));
            printf("the session behind it: code %u\n", np_resume(&steps, image, tag, phototype, (uint8_t)(session + 1), day));
            printf("interrupted: code %u\n", ask(np_resume, &steps, image, tag, phototype, session, day));
            tell_steps(&steps, &most, &steps_given);
        }
    }
    if (measured)
        fprintf(stderr, "steps %lu, each at most %lu instructions, %lu bytes of stack\n", (unsigned long)steps_given, (unsigned long)most,
                (unsigned long)most_stack);
}

int main(int count, char **names)
{
    static const size_t layout[] = NP_LAYOUT;
    if (memcmp(layout, np_layout, sizeof layout) != 0) {
        fprintf(stderr, "the header and the library lay their structures out differently\n");
        return 94;
    }
    if (count < 3)
        return 93;
    settings[read_file(names[1], settings, sizeof settings - 1)] = 0;
    for (char *line = strtok((char *)settings, "\n"); line; line = strtok(0, "\n")) {
        char *space = strchr(line, ' ');
        if (!space)
            return 92;
        *space = 0;
        set(line, space + 1);
    }
    for (int at = 2; at < count; at++) {
        static np_image image;
        np_image *nowhere = 0;
        if (np_admit(nowhere, file, 1, &pen, today) != NP_MISUSE || np_admit(&image, 0, 1, &pen, today) != NP_MISUSE ||
            np_admit(&image, file, 1, 0, today) != NP_MISUSE || np_about(&image, &(np_about_image){ 0 }))
            return 87; /* nothing is taken for something */
        size_t length = read_file(names[at], file, sizeof file);
        paint();
        count_from_here();
        uint16_t code = np_admit(&image, file, length, &pen, today);
        uint32_t taken = instructions(), stack = deepest();
        printf("code %u\n", code);
        if (measured)
            fprintf(stderr, "bytes %lu, admission %lu instructions, %lu bytes of stack\n", (unsigned long)length, (unsigned long)taken,
                    (unsigned long)stack);
        if (code == 0) {
            tell(&image);
            give(&image);
        }
    }
    return 0;
}
