/* A calendar as libical reads it: icalcheck FILE
 *
 * Prints for every event its name, title, start and end, separated by tabs: times in UTC, whole days as days. Ends with 1 when libical finds anything
 * wrong: a line that it cannot read, or a restriction of RFC 5545 that does not hold. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static char *whole(const char *name)
{
    FILE *file = fopen(name, "rb");
    if (!file || fseek(file, 0, SEEK_END))
        return NULL;
    long size = ftell(file);
    char *text = size < 0 ? NULL : malloc((size_t)size + 1);
    rewind(file);
    if (!text || fread(text, 1, (size_t)size, file) != (size_t)size)
        return NULL;
    text[size] = 0;
    fclose(file);
    return text;
}

static void print_time(icalcomponent *event, icalproperty_kind kind)
{
    icalproperty *line = icalcomponent_get_first_property(event, kind);
    struct icaltimetype at = icalproperty_get_datetime_with_component(line, event);
    if (at.is_date) {
        printf("\t%04d-%02d-%02d", at.year, at.month, at.day);
        return;
    }
    /* A time without a zone would pass through unchanged, and is no instant. */
    if (!at.zone) {
        printf("\tfloating");
        return;
    }
    at = icaltime_convert_to_zone(at, icaltimezone_get_utc_timezone());
    printf("\t%04d-%02d-%02dT%02d:%02d:%02dZ", at.year, at.month, at.day, at.hour, at.minute, at.second);
}

int main(int count, char **arguments)
{
    char *text = count == 2 ? whole(arguments[1]) : NULL;
    if (!text) {
        fprintf(stderr, "icalcheck FILE: no such file\n");
        return 2;
    }
    /* Only the calendar's own rules of its zone count, not those of this machine. */
    icaltimezone_set_builtin_tzdata(0);
    icalcomponent *calendar = icalparser_parse_string(text);
    if (!calendar || icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT) {
        fprintf(stderr, "libical reads no calendar\n");
        return 1;
    }
    int wrong = !icalrestriction_check(calendar) || icalcomponent_count_errors(calendar) > 0;
    icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    for (; event; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        printf("%s\t%s", icalcomponent_get_uid(event), icalcomponent_get_summary(event));
        print_time(event, ICAL_DTSTART_PROPERTY);
        print_time(event, ICAL_DTEND_PROPERTY);
        printf("\n");
    }
    if (wrong)
        fprintf(stderr, "%s\n", icalcomponent_as_ical_string(calendar));
    return wrong;
}
