/* Prints what malloc makes of 5,632 sizes up to 64 KiB: the size, and how many bytes of the block can be used. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

static size_t next(size_t size) {
    if (size < 4096) return size + 1;
    return size + (size < 16384 ? 16 : 64);
}

int main(void) {
    for (size_t size = 1; size <= 65536; size = next(size)) {
        void *block = malloc(size);
        printf("%zu %zu\n", size, malloc_usable_size(block));
        free(block);
    }
    return 0;
}
