/* Calls a function that can panic; it must not link. The firmware's own functions are empty. */
#include "needlepoint.h"

uint8_t np_planted(const uint8_t *bytes, size_t length, size_t place);

uint8_t np_ed25519(const uint8_t key[32], const uint8_t signature[64], const np_text *parts, size_t count)
{
    return key[0] == signature[0] && parts[count - 1].length;
}
void np_sha512(uint8_t digest[64], const np_text *parts, size_t count) { digest[0] = (uint8_t)parts[count - 1].length; }
uint8_t np_ledger_sequence(const uint8_t series[16], uint32_t *sequence) { return series[0] == *sequence; }
uint8_t np_ledger_last(const uint8_t series[16], np_text tag, np_session *last) { return series[0] == tag.length + last->day; }
uint8_t np_ledger_accept(const uint8_t series[16], uint32_t sequence) { return series[0] == sequence; }
uint8_t np_ledger_begin(const uint8_t series[16], np_text tag, const np_session *begun) { return series[0] == tag.length + begun->day; }

int main(int count, char **names)
{
    (void)names;
    return np_planted((const uint8_t *)"needle", 6, (size_t)count);
}
