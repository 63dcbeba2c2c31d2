/* The noise floor: does nothing but look at the clock, REQUESTS times as long as a request takes, and counts how often the
   machine kept it waiting. Prints what the timed programs print. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static long long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(int argc, char **argv) {
    long long end = now() + atoll(argv[1]) * 1000000LL, last = now(), over[4] = {0};
    const long long limits[4] = {100000, 1000000, 10000000, 100000000};
    while (last < end) {
        long long time = now();
        for (int b = 0; b < 4; b++)
            over[b] += time - last >= limits[b];
        last = time;
    }
    fprintf(stderr, "over 100us %lld 1ms %lld 10ms %lld 100ms %lld\n", over[0], over[1], over[2], over[3]);
}
