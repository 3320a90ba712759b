/* What must not be: with -DPANIC a function that can panic, which must not link; without, one that reaches itself and one that is called
 * through a pointer, which the call graph must find. */
#include <stddef.h>
#include <stdint.h>

extern uint32_t stack_top[];
void _start(void);
__attribute__((section(".vectors"), used)) static void (*const vectors[2])(void) = { (void (*)(void))stack_top, _start };

static volatile uint32_t kept;

#ifdef PANIC
uint8_t np_planted(const uint8_t *bytes, size_t length, size_t place);

void _start(void) { kept = np_planted((const uint8_t *)"needle", 6, kept); }
#else
__attribute__((noinline)) uint32_t np_itself(uint32_t count) { return count ? np_itself(kept) + count * kept : 0; }
__attribute__((noinline)) uint32_t np_other(uint32_t count);
__attribute__((noinline)) uint32_t np_one(uint32_t count) { return count ? np_other(kept) + count * kept : 0; }
uint32_t np_other(uint32_t count) { return np_one(kept) + count * kept; }
__attribute__((noinline)) uint32_t np_pointed(uint32_t (*function)(uint32_t)) { return function(kept) + 1; }

void _start(void) { kept = np_itself(kept) + np_one(kept) + np_pointed((uint32_t (*)(uint32_t))(uintptr_t)kept); }
#endif
