/* Where the emulated Cortex-M begins. A fault ends the run with a status of its own, so that a crash is a failed test. */
#include <stdint.h>

extern void _start(void);
extern uint32_t stack_top[];

static void fault(void)
{
    /* SYS_EXIT_EXTENDED with ADP_Stopped_ApplicationExit and the status 99. */
    static const uint32_t status[2] = { 0x20026u, 99u };
    __asm volatile("mov r0, #0x20\n mov r1, %0\n bkpt 0xab" : : "r"(status) : "r0", "r1", "memory");
    for (;;) {
    }
}

__attribute__((section(".vectors"), used)) static void (*const vectors[16])(void) = {
    (void (*)(void))stack_top, _start, fault, fault, fault, fault, fault, 0, 0, 0, 0, fault, fault, 0, fault, fault,
};
