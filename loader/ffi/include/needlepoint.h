/* The loader of needlepoint images: admits a compiled treatment protocol whole, or refuses it with one code.
 *
 * A pen that starts its motor by an image does this, in this order:
 *   1. np_admit, while idle: every byte, every limit, every step of every session is checked before anything may be used.
 *   2. Show what np_about, np_prompt and np_exception give; let a person compare the check words and answer the prompts.
 *   3. np_begin: asks the ledger whether the session may begin and writes down that it does, before the motor starts.
 *   4. np_next_step until it answers 0, and hold every step to the pen's own hard limits again.
 *
 * What a caller owes: every pointer is null, or points to as much as its type or its length says and stays valid for the call. The bytes
 * given to np_admit stay where and as they are for as long as the image, its steps or any of their texts are used. A np_image,
 * np_steps or np_step is all zeros before it is first used, and nothing but these functions writes into it: memory that held another one is
 * set to zeros first. Nothing here allocates, recurses, waits or calls
 * through a pointer, and nothing is kept between calls.
 *
 * Codes: 0 is admitted or begun; NP_MISUSE is a pointer that is null or not aligned, an empty structure, or a pen
 * with a name that is no UTF-8 or more than 16 cartridges; every other code is one of
 * docs/image-format.md. Functions without a code answer 1 when they filled the structure and 0 when there is nothing at that place.
 */
#ifndef NEEDLEPOINT_H
#define NEEDLEPOINT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NP_MISUSE 0xffffu

/* Bytes, or a text in UTF-8 without a zero at its end. */
typedef struct { const uint8_t *bytes; size_t length; } np_text;

/* Of a text in quotes. */
#define NP_TEXT(text) { (const uint8_t *)(text), sizeof(text) - 1 }

/* A public key that the pen trusts: the first 8 bytes of SHA-256 over it, and the Ed25519 key. Two let an old key go. */
typedef struct { uint8_t id[8]; uint8_t public_key[32]; } np_key;

/* What the pen is. Limits are the pen's own hard limits: an image can only tighten them. */
typedef struct {
    np_text name;                   /* of the profile */
    np_text device;
    const np_text *cartridges;      /* that the pen can take; at most 16 */
    size_t cartridge_count;
    const np_key *keys;
    size_t key_count;
    uint32_t max_session_s;
    uint16_t revision;
    uint16_t max_depth_um, max_speed_rpm, max_passes;
    uint8_t areas, courses, sessions, steps, prompts; /* that the pen can hold */
    uint8_t name_bytes, caption_bytes;                /* that the pen can show */
    uint8_t bench;                  /* 1 for an emulator or a test bench; anything else is a pen for patients */
} np_pen;

/* --- What the firmware brings: functions of its own. ------------------------------------------------------------------------------- */

/* A session that was begun, and the image it was begun with. Days are counted from 1970-01-01. */
typedef struct { uint32_t sequence; uint16_t check_numbers[4]; uint16_t day; uint8_t session, phototype; } np_session;

/* 1 when the Ed25519 signature (RFC 8032) by the key is over the parts, one after another; anything else is no. */
uint8_t np_ed25519(const uint8_t public_key[32], const uint8_t signature[64], const np_text *parts, size_t count);

/* SHA-512 over the parts, one after another. */
void np_sha512(uint8_t digest[64], const np_text *parts, size_t count);

#define NP_UNKNOWN 0    /* the memory was read, and has nothing of it */
#define NP_KNOWN 1
#define NP_UNREADABLE 2 /* the memory could not be read: nothing is admitted and nothing begins */

/* The highest sequence of a series that was ever accepted. */
uint8_t np_ledger_sequence(const uint8_t series[16], uint32_t *sequence);

/* The last session that was begun of a course. */
uint8_t np_ledger_last(const uint8_t series[16], np_text tag, np_session *last);

/* Remembers both over power cuts. 1 only when it is written; anything else, and nothing begins. */
uint8_t np_ledger_accept(const uint8_t series[16], uint32_t sequence);
uint8_t np_ledger_begin(const uint8_t series[16], np_text tag, const np_session *begun);

/* --- What the loader gives. --------------------------------------------------------------------------------------------------------- */

/* Room for an admitted image; its inside is the loader's. */
typedef struct { size_t mark; size_t room[64]; } np_image;

/* What an image says of itself. Counts are of what the functions below give by place, from 0. */
typedef struct {
    const uint8_t *series;          /* 16 bytes */
    const uint8_t *rule_set;        /* 8 bytes */
    np_text device;
    uint32_t sequence;
    uint32_t max_session_s;
    uint16_t check_numbers[4];      /* places in the list of words, from 0 */
    uint16_t valid_from, valid_until;
    uint16_t max_depth_um, max_speed_rpm, max_passes, min_interval_days;
    uint8_t tool[3], language;
    uint8_t bench;
    uint8_t areas, cartridges, courses, prompts, sources, exceptions;
} np_about_image;

typedef struct { np_text name; uint16_t min_days, max_days, aim_days; uint8_t sessions; } np_course_image;

enum { NP_DO_NOT_TREAT, NP_POSTPONE, NP_WAIT, NP_DECIDE, NP_RECORD, NP_AGE, NP_READY };

typedef struct { np_text caption; uint8_t kind; uint8_t in_area; } np_prompt_image;

typedef struct { np_text name; const uint8_t *sha256; /* 32 bytes */ } np_source_image;

/* A limit of the compiler's rules that people lifted, for the record: it widens no limit. */
typedef struct {
    np_text rule, area, reason, by;
    uint16_t above_um, up_to_um, until;
    uint8_t version;
} np_exception_image;

/* Today is in days since 1970-01-01. */
uint16_t np_admit(np_image *image, const uint8_t *file, size_t length, const np_pen *pen, uint16_t today);

uint8_t np_about(const np_image *image, np_about_image *about);
uint8_t np_area(const np_image *image, uint8_t place, np_text *name);
uint8_t np_cartridge(const np_image *image, uint8_t place, np_text *name);
uint8_t np_course(const np_image *image, uint8_t place, np_course_image *course);
uint8_t np_course_place(const np_image *image, uint8_t phototype, uint8_t *place); /* 0: this phototype is not treated */
uint8_t np_prompt(const np_image *image, uint8_t place, np_prompt_image *prompt);
uint8_t np_source(const np_image *image, uint8_t place, np_source_image *source);
uint8_t np_exception(const np_image *image, uint8_t place, np_exception_image *exception);

/* Room for the steps of a session that are still to come. */
typedef struct { size_t mark; size_t room[16]; } np_steps;

/* One step. Depths in micrometres, times in seconds. */
typedef struct {
    np_text area, cartridge, endpoint;
    np_text only;                   /* what alone is needled in the area; of no length when all of it is */
    uint32_t only_mm2;
    uint16_t only_months, only_days;
    uint16_t start_um, raise_um, ceiling_um; /* the pen stops at the ceiling, however long a raise is */
    uint16_t speed_rpm;
    uint16_t at_most_s;
    uint8_t horizontal, vertical, diagonal; /* passes by direction */
    uint8_t stamp;                  /* 1: set down, lifted, moved on */
    uint8_t glide_mm_per_s;         /* 0 when stamping */
    uint8_t skips, stops;           /* counts */
    struct { size_t mark; size_t room[40]; } inside;
} np_step;

enum { NP_BLEEDING, NP_PAIN, NP_NAMED };

typedef struct {
    np_text name;                   /* of a sign by name */
    uint32_t over;                  /* seconds of bleeding under pressure, or points of pain of 10 */
    uint8_t session;                /* 1 stops the session, 0 the area */
    uint8_t sign;
} np_stop_rule;

/* The tag names the patient's course and nobody's name. */
uint16_t np_begin(np_steps *steps, const np_image *image, np_text tag, uint8_t phototype, uint8_t session, uint16_t today);

/* Hands out the steps of a session once more that was interrupted, by a loss of power say: the last one begun, on its own day, for its own
   phototype and with its own image. How far it came is the pen's to know, and a pen that does not know must not go on. */
uint16_t np_resume(np_steps *steps, const np_image *image, np_text tag, uint8_t phototype, uint8_t session, uint16_t today);

/* 0 after the last, and then the step is empty. */
uint8_t np_next_step(np_steps *steps, np_step *step);
uint8_t np_skip(const np_step *step, uint8_t place, np_text *name);
uint8_t np_stop(const np_step *step, uint8_t place, np_stop_rule *rule);

/* What the structures take in the library. A pen compares at boot, and does not start when its compiler lays them out otherwise. */
extern const size_t np_layout[13];
#define NP_LAYOUT { sizeof(np_text), sizeof(np_key), sizeof(np_pen), sizeof(np_session), sizeof(np_image), sizeof(np_about_image), \
    sizeof(np_course_image), sizeof(np_prompt_image), sizeof(np_source_image), sizeof(np_exception_image), sizeof(np_steps), \
    sizeof(np_step), sizeof(np_stop_rule) }

#ifdef __cplusplus
}
#endif
#endif
