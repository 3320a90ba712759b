/* Counts instructions and stack on the emulated pen; on the host both are nothing. */
#ifndef MEASURE_H
#define MEASURE_H

#include <stdint.h>

#ifdef __arm__
/* SysTick counts down with the core's clock of 25 MHz; QEMU with -icount shift=0 lets one instruction take one nanosecond, so that a tick is
   40 instructions, the same in every run. */
#define TICK 40u
#define SYST_CSR (*(volatile uint32_t *)0xe000e010u)
#define SYST_RVR (*(volatile uint32_t *)0xe000e014u)
#define SYST_CVR (*(volatile uint32_t *)0xe000e018u)

static inline void count_from_here(void)
{
    SYST_RVR = 0xffffffu;
    SYST_CVR = 0;
    SYST_CSR = 5;
}

static inline uint32_t instructions(void) { return (0xffffffu - SYST_CVR) * TICK; }

#define PAINT 0x6e65656eu
#define PAINTED 4096u /* words */

static uint32_t *painted_to;

static inline __attribute__((always_inline)) uint32_t *stack_pointer(void)
{
    uint32_t *sp;
    __asm volatile("mov %0, sp" : "=r"(sp));
    return sp;
}

/* Paints the stack below the caller. */
static inline __attribute__((always_inline)) void paint(void)
{
    painted_to = stack_pointer();
    for (volatile uint32_t *at = painted_to - PAINTED; at < painted_to; at++)
        *at = PAINT;
}

/* The most bytes of it that were ever written since. */
static inline __attribute__((always_inline)) uint32_t deepest(void)
{
    uint32_t *at = painted_to - PAINTED;
    while (at < painted_to && *at == PAINT)
        at++;
    return (uint32_t)(painted_to - at) * 4u;
}
#else
static inline void count_from_here(void) {}
static inline uint32_t instructions(void) { return 0; }
static inline void paint(void) {}
static inline uint32_t deepest(void) { return 0; }
#endif

#endif
