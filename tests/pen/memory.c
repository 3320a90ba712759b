/* A pen's memory for one run: what it accepted, and the last session of every course. A real pen keeps both over power cuts. */
#include <string.h>

#include "needlepoint.h"

static struct { uint8_t series[16]; uint32_t sequence; } accepted[4];
static struct { uint8_t series[16]; uint8_t tag[16]; size_t length; np_session last; } courses[64];
static size_t series_count, course_count;

uint8_t np_ledger_sequence(const uint8_t series[16], uint32_t *sequence)
{
    for (size_t at = 0; at < series_count; at++)
        if (memcmp(accepted[at].series, series, 16) == 0) {
            *sequence = accepted[at].sequence;
            return NP_KNOWN;
        }
    return NP_UNKNOWN;
}

uint8_t np_ledger_accept(const uint8_t series[16], uint32_t sequence)
{
    size_t at = 0;
    while (at < series_count && memcmp(accepted[at].series, series, 16) != 0)
        at++;
    if (at == sizeof accepted / sizeof *accepted)
        return 0;
    if (at == series_count)
        memcpy(accepted[series_count++].series, series, 16);
    accepted[at].sequence = sequence;
    return 1;
}

static size_t course(const uint8_t series[16], np_text tag)
{
    size_t at = 0;
    while (at < course_count && (memcmp(courses[at].series, series, 16) != 0 || courses[at].length != tag.length ||
                                 memcmp(courses[at].tag, tag.bytes, tag.length) != 0))
        at++;
    return at;
}

uint8_t np_ledger_last(const uint8_t series[16], np_text tag, np_session *last)
{
    size_t at = course(series, tag);
    if (at == course_count)
        return NP_UNKNOWN;
    *last = courses[at].last;
    return NP_KNOWN;
}

uint8_t np_ledger_begin(const uint8_t series[16], np_text tag, const np_session *begun)
{
    size_t at = course(series, tag);
    if (tag.length > sizeof courses->tag || at == sizeof courses / sizeof *courses)
        return 0;
    if (at == course_count) {
        memcpy(courses[at].series, series, 16);
        memcpy(courses[at].tag, tag.bytes, tag.length);
        courses[at].length = tag.length;
        course_count++;
    }
    courses[at].last = *begun;
    return 1;
}
